using Google.Protobuf.Reflection;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.Cosmos.Authz;
using P8e.Protocol.Wire.Cosmos.Secp256k1;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Surfaces.Rest;

/// <summary>The messages that an Any of an answer can hold.</summary>
internal sealed class AnyTypes
{
    private readonly Dictionary<string, MessageDescriptor> _byUrl;

    internal AnyTypes(MessageRegistry registry)
    {
        MessageDescriptor[] others =
        [
            BaseAccount.Descriptor, ModuleAccount.Descriptor, MarkerAccount.Descriptor, PubKey.Descriptor, Tx.Descriptor,
            GenericAuthorization.Descriptor, CountAuthorization.Descriptor,
        ];
        // Answers to messages are in the same files as the messages.
        var files = registry.TypeUrls.Select(url => registry.TryResolve(url, out var type) ? type?.File : null).OfType<FileDescriptor>().Distinct();
        _byUrl = files.SelectMany(file => file.MessageTypes).Concat(others).DistinctBy(type => type.FullName)
            .ToDictionary(type => "/" + type.FullName, StringComparer.Ordinal);
        Registry = TypeRegistry.FromMessages(_byUrl.Values);
    }

    /// <summary>The same for Google's JSON reader.</summary>
    internal TypeRegistry Registry { get; }

    /// <summary>Null for a type that is not known.</summary>
    internal MessageDescriptor? Find(string typeUrl) => _byUrl.GetValueOrDefault(typeUrl);
}
