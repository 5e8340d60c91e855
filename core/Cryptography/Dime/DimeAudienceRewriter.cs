using Google.Protobuf;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Dime;

/// <summary>
/// Changes the audience inside a container's message and copies everything else as it stands: what other programs wrote, fields that this one does not know, and the entries that stay.
/// </summary>
internal static class DimeAudienceRewriter
{
    /// <summary>Writes the message anew.</summary>
    /// <param name="message">The message as it is stored.</param>
    /// <param name="before">Its entries, in order.</param>
    /// <param name="after">The entries that it shall have; those of <paramref name="before"/> are copied byte for byte.</param>
    /// <param name="owner">The entry that shall stand as owner; null keeps what is there.</param>
    internal static byte[] Rewrite(ReadOnlyMemory<byte> message, IReadOnlyList<DimeAudience> before, IReadOnlyList<DimeAudience> after, DimeAudience? owner)
    {
        var fields = ReadFields(message);
        var entries = fields.Where(field => IsMessage(field.Tag, DIME.AudienceFieldNumber)).ToArray();
        var stored = before.Zip(entries, (entry, field) => (entry, field.Bytes)).ToDictionary(pair => pair.entry, pair => pair.Bytes);
        using var target = new MemoryStream(message.Length);
        var (hasAudience, hasOwner) = (false, false);
        foreach (var (tag, bytes) in fields)
        {
            if (IsMessage(tag, DIME.AudienceFieldNumber))
            {
                WriteAudience(target, hasAudience ? [] : after, stored);
                hasAudience = true;
            }
            else if (owner is not null && IsMessage(tag, DIME.OwnerFieldNumber))
            {
                // Several would be merged by their readers, so that the last one's key would win.
                Write(target, DIME.OwnerFieldNumber, hasOwner ? null : owner);
                hasOwner = true;
            }
            else
            {
                target.Write(bytes.Span);
            }
        }

        WriteAudience(target, hasAudience ? [] : after, stored);
        Write(target, DIME.OwnerFieldNumber, hasOwner ? null : owner);
        return target.ToArray();
    }

    private static List<(uint Tag, ReadOnlyMemory<byte> Bytes)> ReadFields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(uint Tag, ReadOnlyMemory<byte> Bytes)>();
        using var input = UnsafeByteOperations.UnsafeWrap(message).CreateCodedInput();
        for (var start = 0; input.ReadTag() is not 0 and var tag; start = (int)input.Position)
        {
            input.SkipLastField();
            fields.Add((tag, message[start..(int)input.Position]));
        }

        return fields;
    }

    private static bool IsMessage(uint tag, int field) => tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);

    private static void WriteAudience(Stream target, IReadOnlyList<DimeAudience> entries, Dictionary<DimeAudience, ReadOnlyMemory<byte>> stored)
    {
        foreach (var entry in entries)
        {
            if (stored.TryGetValue(entry, out var bytes))
            {
                target.Write(bytes.Span);
            }
            else
            {
                Write(target, DIME.AudienceFieldNumber, entry);
            }
        }
    }

    private static void Write(Stream target, int field, DimeAudience? entry)
    {
        if (entry is null)
        {
            return;
        }

        using var output = new CodedOutputStream(target, leaveOpen: true);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteMessage(entry.Wire);
    }
}
