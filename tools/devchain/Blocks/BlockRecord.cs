using System.Security.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Devchain.Blocks;

/// <summary>A block as the journal holds it: height, time, transactions, and a digest of what became of them.</summary>
internal sealed record BlockRecord(long Height, ChainTime Time, IReadOnlyList<ReadOnlyMemory<byte>> Transactions, byte[] Results)
{
    private const int ResultBytes = 16;

    internal static byte[] Write(Block block)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(block.Height);
        writer.Write(block.Time.Seconds);
        writer.Write(block.Time.Nanos);
        writer.Write(Digest(block));
        writer.Write(block.Transactions.Count);
        foreach (var tx in block.Transactions)
        {
            writer.Write(tx.Length);
            writer.Write(tx.Span);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; the journal has compared its hash before.</summary>
    internal static BlockRecord Read(byte[] record)
    {
        using var reader = new BinaryReader(new MemoryStream(record));
        var height = reader.ReadInt64();
        var time = new ChainTime(reader.ReadInt64(), reader.ReadInt32());
        var results = reader.ReadBytes(ResultBytes);
        var transactions = new ReadOnlyMemory<byte>[reader.ReadInt32()];
        for (var i = 0; i < transactions.Length; i++)
        {
            transactions[i] = reader.ReadBytes(reader.ReadInt32());
        }

        return new BlockRecord(height, time, transactions, results);
    }

    /// <summary>Makes the block again and insists that everything comes out as before.</summary>
    internal void Deliver(DevChain chain)
    {
        var block = chain.DeliverBlock(Transactions, Time);
        if (block.Height != Height || !Digest(block).AsSpan().SequenceEqual(Results))
        {
            throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                $"Opening the journal: block {Height} has other results than when it was made, so another version of this program made it. Start with an empty data folder.");
        }
    }

    private static byte[] Digest(Block block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var outcome in block.Outcomes)
        {
            hash.AppendData(BitConverter.GetBytes(outcome.Code));
            hash.AppendData(outcome.DataBytes.Span);
        }

        return hash.GetHashAndReset()[..ResultBytes];
    }
}
