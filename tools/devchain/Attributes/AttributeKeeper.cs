using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Devchain.Storage;
using P8e.Devchain.Wire.Attributes;

namespace P8e.Devchain.Attributes;

/// <summary>Attributes of accounts and scopes, by name, then account, then value.</summary>
internal sealed class AttributeKeeper(StateStore state)
{
    private const byte AttributePrefix = 0x02;

    internal MsgAddAttributeRequest? Find(string name, string account, ByteString value) =>
        state.Get(Key(name, account, value)) is { } stored ? MsgAddAttributeRequest.Parser.ParseFrom(stored) : null;

    internal void Save(MsgAddAttributeRequest attribute) =>
        state.Set(Key(attribute.Name, attribute.Account, attribute.Value), attribute.ToByteArray());

    internal void Remove(string name, string account, ByteString value) => state.Delete(Key(name, account, value));

    /// <summary>An account's attributes of one name, in key order.</summary>
    internal IReadOnlyList<MsgAddAttributeRequest> Of(string name, string account) => Read([.. NameKey(name), .. Part(account)]);

    /// <summary>Removes every attribute of a name.</summary>
    internal void RemoveAll(string name)
    {
        foreach (var attribute in Read(NameKey(name)))
        {
            Remove(attribute.Name, attribute.Account, attribute.Value);
        }
    }

    private IReadOnlyList<MsgAddAttributeRequest> Read(byte[] prefix) =>
        [.. state.Range(prefix).Select(entry => MsgAddAttributeRequest.Parser.ParseFrom(entry.Value))];

    private static byte[] NameKey(string name) => StoreKey.Of(StoreKey.Attribute, AttributePrefix, SHA256.HashData(StoreKey.Text(name)));

    private static byte[] Part(string account) => SHA256.HashData(StoreKey.Text(account));

    private static byte[] Key(string name, string account, ByteString value) =>
        [.. NameKey(name), .. Part(account), .. SHA256.HashData(value.Span)];
}
