using System.Text;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Protocol;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Chain;

/// <summary>An outbox row as bytes. All of it but account, state and version; the first byte is the form's number, so that it can change.</summary>
internal static class OutboxRowBytes
{
    private const byte Form = 1;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static byte[] Write(OutboxRow row)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Strict);
        writer.Write(Form);
        writer.Write(row.Id);
        writer.Write(row.ChainId);
        writer.Write(row.Added.UtcTicks);
        writer.Write(row.Content.Memo);
        writer.Write(row.Content.TimeoutHeight);
        writer.Write(row.Content.Messages.Count);
        foreach (var message in row.Content.Messages)
        {
            writer.Write(message.TypeUrl);
            WriteBytes(writer, message.Value);
        }

        writer.Write(row.Attempt is not null);
        if (row.Attempt is { } attempt)
        {
            WriteBytes(writer, attempt.Transaction.Bytes);
            writer.Write(attempt.Transaction.Hash.ToString());
            writer.Write(attempt.Transaction.Sequence);
            writer.Write(attempt.Transaction.TimeoutHeight);
            writer.Write(attempt.SignedAtHeight);
            writer.Write(attempt.Number);
        }

        writer.Write(row.Outcome is not null);
        if (row.Outcome is { } outcome)
        {
            writer.Write(outcome.Height);
            writer.Write(outcome.Index);
            WriteText(writer, outcome.ErrorCode);
            WriteText(writer, outcome.Reason);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads a row; throws what <see cref="Rows.RowParts.IsDamage"/> knows when the bytes are not one.</summary>
    internal static OutboxRow Read(AccountAddress account, OutboxState state, string version, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Strict);
        if (reader.ReadByte() is not Form)
        {
            throw new FormatException("It has a form that this version does not know.");
        }

        var (id, chainId, added) = (reader.ReadString(), reader.ReadString(), reader.ReadInt64());
        var row = new OutboxRow
        {
            Account = account,
            Id = id,
            ChainId = chainId,
            Added = new DateTimeOffset(added, TimeSpan.Zero),
            Content = ReadContent(reader),
            State = Enum.IsDefined(state) ? state : throw new FormatException("It has a state that does not exist."),
            Attempt = reader.ReadBoolean() ? ReadAttempt(reader) : null,
            Outcome = reader.ReadBoolean() ? new OutboxOutcome(reader.ReadInt64(), reader.ReadInt32(), ReadText(reader), ReadText(reader)) : null,
            Version = version,
        };
        return reader.BaseStream.Position == bytes.Length ? row : throw new FormatException("It has bytes behind its end.");
    }

    private static TransactionContent ReadContent(BinaryReader reader)
    {
        var (memo, timeoutHeight, count) = (reader.ReadString(), reader.ReadUInt64(), reader.ReadInt32());
        var messages = new List<ChainMessage>();
        for (var i = 0; i < count; i++)
        {
            messages.Add(ChainMessage.FromBytes(reader.ReadString(), ReadBytes(reader)));
        }

        return new TransactionContent(messages, memo, timeoutHeight);
    }

    private static SignedAttempt ReadAttempt(BinaryReader reader) => new(
        new SignedTransaction(ReadBytes(reader), TransactionHash.Parse(reader.ReadString()), reader.ReadUInt64(), reader.ReadUInt64()),
        reader.ReadInt64(),
        reader.ReadInt32());

    private static void WriteBytes(BinaryWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.Write(value.Length);
        writer.Write(value.Span);
    }

    private static byte[] ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        // Before it is allocated: a damaged length may be anything.
        return length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position
            ? reader.ReadBytes(length)
            : throw new EndOfStreamException("It is shorter than it says.");
    }

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
