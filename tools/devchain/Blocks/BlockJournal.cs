using System.Buffers.Binary;
using System.Security.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Devchain.Blocks;

/// <summary>
/// Keeps a chain on disk as the blocks it was made of; starting again delivers them again. Append-only: a head with the hash of the genesis
/// file, then records of length, block and the first bytes of the block's hash. A record that a kill cut short is dropped, because its block
/// was never seen by anybody. One process at a time may have the file open.
/// </summary>
internal sealed class BlockJournal : IBlockSink, IDisposable
{
    private const int CheckBytes = 8;
    private static readonly byte[] Magic = "devchain-journal-1\n"u8.ToArray();
    private readonly FileStream _file;

    private BlockJournal(FileStream file) => _file = file;

    /// <summary>Opens or makes a journal and runs its blocks on a new chain, which it keeps the blocks of from then on.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="genesis">The genesis file's bytes.</param>
    /// <param name="chain">A chain without blocks that was made of that genesis.</param>
    /// <exception cref="P8eInputException">The journal is of another genesis, or is not one, or does not come to the same results.</exception>
    internal static BlockJournal Open(string path, ReadOnlySpan<byte> genesis, DevChain chain)
    {
        var _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var head = (byte[])[.. Magic, .. SHA256.HashData(genesis)];
            if (_file.Length < head.Length)
            {
                _file.SetLength(0);
                _file.Write(head);
                _file.Flush(flushToDisk: true);
            }
            else
            {
                CheckHead(_file, head);
                Replay(_file, chain);
            }

            var journal = new BlockJournal(_file);
            chain.Sink = journal;
            return journal;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public void Keep(Block block)
    {
        var record = BlockRecord.Write(block);
        var frame = new byte[sizeof(int) + record.Length + CheckBytes];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        record.CopyTo(frame, sizeof(int));
        SHA256.HashData(record).AsSpan(0, CheckBytes).CopyTo(frame.AsSpan(sizeof(int) + record.Length));
        _file.Write(frame);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    private static void CheckHead(FileStream file, byte[] head)
    {
        var found = new byte[head.Length];
        file.ReadExactly(found);
        if (!found.AsSpan().SequenceEqual(head))
        {
            throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                "Opening the journal: it belongs to another genesis file, or is no journal. Use another data folder, or delete the file to start anew.");
        }
    }

    private static void Replay(FileStream file, DevChain chain)
    {
        var good = file.Position;
        while (ReadRecord(file) is { } record)
        {
            BlockRecord.Read(record).Deliver(chain);
            good = file.Position;
        }

        file.SetLength(good);
        file.Position = good;
    }

    /// <summary>Null at the end, or at a record that is not whole.</summary>
    private static byte[]? ReadRecord(FileStream file)
    {
        var rest = file.Length - file.Position - sizeof(int) - CheckBytes;
        if (rest < 0)
        {
            return null;
        }

        Span<byte> size = stackalloc byte[sizeof(int)];
        file.ReadExactly(size);
        var length = BinaryPrimitives.ReadInt32LittleEndian(size);
        if (length < 0 || length > rest)
        {
            return null;
        }

        var record = new byte[length];
        file.ReadExactly(record);
        Span<byte> check = stackalloc byte[CheckBytes];
        file.ReadExactly(check);
        if (SHA256.HashData(record).AsSpan(0, CheckBytes).SequenceEqual(check))
        {
            return record;
        }

        // Only the last record can be one that was being written; anything else is damage, and what follows must not be thrown away.
        return file.Position == file.Length
            ? null
            : throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                $"Opening the journal: the record that ends at byte {file.Position} is damaged. Restore the file, or start with an empty data folder.");
    }
}
