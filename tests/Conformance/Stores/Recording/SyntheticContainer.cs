using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using P8e.Cryptography.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Recording;

/// <summary>The recorder's small containers that nobody can decrypt (the recordings' README), for cases that tell only their numbers.</summary>
internal static class SyntheticContainer
{
    /// <summary>The UUID that ends in a number and begins like a recorded one of the same file.</summary>
    internal static Guid IdOf(byte[] usual, int number) =>
        Guid.ParseExact($"{DimeHeader.Parse(usual).ContainerId.ToString("D")[..24]}{number.ToString("D12", CultureInfo.InvariantCulture)}", "D");

    /// <summary>Builds one.</summary>
    /// <param name="usual">A recorded one, for its payload and the beginning of its UUID.</param>
    /// <param name="number">What its UUID ends with.</param>
    /// <param name="owner">Key text of the owner.</param>
    /// <param name="readers">Key texts of the audience, in order.</param>
    /// <param name="metadata">Its JSON metadata; null for an empty object.</param>
    internal static byte[] Build(byte[] usual, int number, string owner, IEnumerable<string> readers, string? metadata)
    {
        var wire = new P8e.Protocol.Wire.ObjectStore.Dime { Uuid = new UUID { Value = "aaaaaaaa-0000-4000-8000-000000000000" }, Owner = Entry(owner, ContextType.Submission), Payload = { new Payload() } };
        wire.Audience.AddRange(readers.Select(reader => Entry(reader, ContextType.Retrieval)));
        var container = new MemoryStream();
        container.Write("DIME\0\u0001"u8);
        Write(container, IdOf(usual, number).ToByteArray(bigEndian: true));
        Write(container, Encoding.UTF8.GetBytes(metadata ?? "{}"));
        Write(container, []);
        Write(container, "[]"u8);
        Write(container, wire.ToByteArray());
        container.Write(usual.AsSpan(DimeHeader.Parse(usual).Length));
        return container.ToArray();
    }

    private static Audience Entry(string key, ContextType context) => new()
    {
        PublicKey = ByteString.CopyFromUtf8(key),
        Context = context,
        Tag = ByteString.CopyFromUtf8("dGFn"),
        EphemeralPubkey = ByteString.CopyFromUtf8("ZXBo"),
        EncryptedDek = ByteString.CopyFromUtf8("ZGVr"),
    };

    private static void Write(MemoryStream container, ReadOnlySpan<byte> section)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, section.Length);
        container.Write(length);
        container.Write(section);
    }
}
