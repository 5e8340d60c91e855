using Google.Protobuf;
using P8e.Devchain.Storage;
using P8e.Devchain.Wire.Names;

namespace P8e.Devchain.Names;

/// <summary>Names and the accounts they are bound to.</summary>
internal sealed class NameKeeper(StateStore state)
{
    private const byte NamePrefix = 0x03;

    internal NameRecord? Find(string name) => state.Get(Key(name)) is { } stored ? NameRecord.Parser.ParseFrom(stored) : null;

    internal void Save(NameRecord record) => state.Set(Key(record.Name), record.ToByteArray());

    internal void Remove(string name) => state.Delete(Key(name));

    /// <summary>Names compare in small letters, without white space around their segments.</summary>
    internal static string Normalize(string name) => string.Join('.', name.Split('.').Select(segment => segment.Trim().ToLowerInvariant()));

    private static byte[] Key(string name) => StoreKey.Of(StoreKey.Name, NamePrefix, StoreKey.Text(name));
}
