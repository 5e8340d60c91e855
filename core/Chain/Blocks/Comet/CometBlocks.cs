using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using P8e.Chain.Transactions;

namespace P8e.Chain.Blocks.Comet;

/// <summary>Reads the results of <c>status</c>, <c>blockchain</c> and <c>block</c> (provenance-chain 4.6).</summary>
internal static class CometBlocks
{
    internal static ChainStatus Status(ref Utf8JsonReader reader)
    {
        var status = new ChainStatus(string.Empty, 0, string.Empty, 0, false);
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("node_info"u8))
            {
                status = status with { ChainId = CometJson.Only(ref reader, "network"u8, CometJson.Text) };
            }
            else if (reader.ValueTextEquals("sync_info"u8))
            {
                status = Progress(ref reader, status);
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return status.ChainId.Length > 0 ? status : throw CometJson.Unexpected();
    }

    /// <summary>Ascending by height.</summary>
    internal static IReadOnlyList<BlockHeader> Headers(ref Utf8JsonReader reader)
    {
        var headers = new List<BlockHeader>(IBlockSource.HeadersMaximum);
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals("block_metas"u8))
            {
                CometJson.SkipValue(ref reader);
            }
            else if (CometJson.EnterArray(ref reader))
            {
                while (CometJson.NextElement(ref reader))
                {
                    headers.Add(Meta(ref reader));
                }
            }
        }

        headers.Sort((left, right) => left.Height.CompareTo(right.Height));
        return headers;
    }

    internal static Block Block(ref Utf8JsonReader reader)
    {
        var (hash, header, transactions) = (string.Empty, default(BlockHeader), new List<TransactionHash>());
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("block_id"u8))
            {
                hash = BlockId(ref reader);
            }
            else if (reader.ValueTextEquals("block"u8))
            {
                CometJson.EnterObject(ref reader);
                while (CometJson.NextProperty(ref reader))
                {
                    if (reader.ValueTextEquals("header"u8))
                    {
                        header = Header(ref reader);
                    }
                    else if (reader.ValueTextEquals("data"u8))
                    {
                        transactions = Transactions(ref reader);
                    }
                    else
                    {
                        CometJson.SkipValue(ref reader);
                    }
                }
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return header is null || hash.Length == 0
            ? throw CometJson.Unexpected()
            : new Block(header with { Hash = hash, TransactionCount = transactions.Count }, transactions);
    }

    private static ChainStatus Progress(ref Utf8JsonReader reader, ChainStatus status)
    {
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("latest_block_height"u8))
            {
                status = status with { LatestHeight = CometJson.Number(ref reader) };
            }
            else if (reader.ValueTextEquals("latest_block_hash"u8))
            {
                status = status with { LatestHash = CometJson.Hash(ref reader) };
            }
            else if (reader.ValueTextEquals("earliest_block_height"u8))
            {
                status = status with { EarliestHeight = CometJson.Number(ref reader) };
            }
            else if (reader.ValueTextEquals("catching_up"u8))
            {
                status = status with { IsCatchingUp = CometJson.Flag(ref reader) };
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return status;
    }

    private static BlockHeader Meta(ref Utf8JsonReader reader)
    {
        var (hash, header, count) = (string.Empty, default(BlockHeader), 0L);
        CometJson.Require(ref reader, JsonTokenType.StartObject);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("block_id"u8))
            {
                hash = BlockId(ref reader);
            }
            else if (reader.ValueTextEquals("header"u8))
            {
                header = Header(ref reader);
            }
            else if (reader.ValueTextEquals("num_txs"u8))
            {
                count = CometJson.Number(ref reader);
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return header is null || hash.Length == 0 || count > int.MaxValue
            ? throw CometJson.Unexpected()
            : header with { Hash = hash, TransactionCount = (int)count };
    }

    private static BlockHeader Header(ref Utf8JsonReader reader)
    {
        var header = new BlockHeader(string.Empty, 0, string.Empty, string.Empty, default, 0);
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("chain_id"u8))
            {
                header = header with { ChainId = CometJson.Text(ref reader) };
            }
            else if (reader.ValueTextEquals("height"u8))
            {
                header = header with { Height = CometJson.Number(ref reader) };
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                header = header with { Time = CometJson.Time(ref reader) };
            }
            else if (reader.ValueTextEquals("last_block_id"u8))
            {
                header = header with { ParentHash = BlockId(ref reader) };
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return header;
    }

    private static string BlockId(ref Utf8JsonReader reader) => CometJson.Only(ref reader, "hash"u8, CometJson.Hash);

    // A transaction is wanted for its hash only, so its bytes go into a rented array where its text lies in one piece.
    private static TransactionHash HashOfBase64(ref Utf8JsonReader reader)
    {
        CometJson.Require(ref reader, JsonTokenType.String);
        if (reader.HasValueSequence || reader.ValueIsEscaped)
        {
            return reader.TryGetBytesFromBase64(out var whole) ? TransactionHash.Of(whole) : throw CometJson.Unexpected();
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(reader.ValueSpan.Length));
        try
        {
            return Base64.DecodeFromUtf8(reader.ValueSpan, buffer, out _, out var length) == OperationStatus.Done
                ? TransactionHash.Of(buffer.AsSpan(0, length))
                : throw CometJson.Unexpected();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static List<TransactionHash> Transactions(ref Utf8JsonReader reader)
    {
        var hashes = new List<TransactionHash>();
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (!reader.ValueTextEquals("txs"u8))
            {
                CometJson.SkipValue(ref reader);
            }
            else if (CometJson.EnterArray(ref reader))
            {
                while (CometJson.NextElement(ref reader))
                {
                    hashes.Add(HashOfBase64(ref reader));
                }
            }
        }

        return hashes;
    }
}
