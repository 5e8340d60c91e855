using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Accounts;

/// <summary>An account of any of the three kinds we have, and the base account inside it (provenance-chain 2.9, 2.11).</summary>
internal sealed class ChainAccount(IMessage message)
{
    /// <summary>What queries show: BaseAccount, ModuleAccount or MarkerAccount.</summary>
    internal IMessage Message => message;

    internal BaseAccount Base { get; } = message switch
    {
        BaseAccount account => account,
        ModuleAccount module => module.BaseAccount,
        MarkerAccount marker => marker.BaseAccount,
        _ => throw new ArgumentException($"{message.Descriptor.FullName} is no kind of account.", nameof(message)),
    };

    internal MarkerAccount? Marker => message as MarkerAccount;

    internal bool IsPlain => message is BaseAccount;

    internal static ChainAccount Read(byte[] stored)
    {
        var any = Any.Parser.ParseFrom(stored);
        return new ChainAccount(any.TypeUrl[1..] switch
        {
            "cosmos.auth.v1beta1.BaseAccount" => BaseAccount.Parser.ParseFrom(any.Value),
            "cosmos.auth.v1beta1.ModuleAccount" => ModuleAccount.Parser.ParseFrom(any.Value),
            _ => MarkerAccount.Parser.ParseFrom(any.Value),
        });
    }

    internal byte[] Write() => ToAny().ToByteArray();

    internal Any ToAny() => new() { TypeUrl = "/" + message.Descriptor.FullName, Value = message.ToByteString() };
}
