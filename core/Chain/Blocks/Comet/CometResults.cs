using System.Text.Json;
using P8e.Chain.Node;

namespace P8e.Chain.Blocks.Comet;

/// <summary>Reads the result of <c>block_results</c> (provenance-chain 4.1, 4.2, 4.6).</summary>
internal static class CometResults
{
    internal static BlockResults Read(ref Utf8JsonReader reader)
    {
        var (height, transactions, events) = (0L, new List<TransactionResult>(), new List<ChainEvent>());
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("height"u8))
            {
                height = CometJson.Number(ref reader);
            }
            else if (reader.ValueTextEquals("finalize_block_events"u8))
            {
                events = Events(ref reader);
            }
            else if (!reader.ValueTextEquals("txs_results"u8))
            {
                CometJson.SkipValue(ref reader);
            }
            else if (CometJson.EnterArray(ref reader))
            {
                while (CometJson.NextElement(ref reader))
                {
                    transactions.Add(Transaction(ref reader));
                }
            }
        }

        return new BlockResults(height, transactions, events);
    }

    private static TransactionResult Transaction(ref Utf8JsonReader reader)
    {
        var (code, codespace, log, wanted, used) = (0L, string.Empty, string.Empty, 0L, 0L);
        List<ChainEvent> events = [];
        CometJson.Require(ref reader, JsonTokenType.StartObject);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("code"u8))
            {
                code = CometJson.Number(ref reader);
            }
            else if (reader.ValueTextEquals("codespace"u8))
            {
                codespace = CometJson.Text(ref reader);
            }
            else if (reader.ValueTextEquals("log"u8))
            {
                log = CometJson.Text(ref reader);
            }
            else if (reader.ValueTextEquals("gas_wanted"u8))
            {
                wanted = CometJson.Number(ref reader);
            }
            else if (reader.ValueTextEquals("gas_used"u8))
            {
                used = CometJson.Number(ref reader);
            }
            else if (reader.ValueTextEquals("events"u8))
            {
                events = Events(ref reader);
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        var failure = code switch
        {
            0 => null,
            <= uint.MaxValue => new TransactionFailure((uint)code, codespace, log),
            _ => throw CometJson.Unexpected(),
        };
        return new TransactionResult(failure, wanted, used, events);
    }

    private static List<ChainEvent> Events(ref Utf8JsonReader reader)
    {
        if (!CometJson.EnterArray(ref reader))
        {
            return [];
        }

        var events = new List<ChainEvent>();
        while (CometJson.NextElement(ref reader))
        {
            events.Add(CometEvents.Read(ref reader));
        }

        return events;
    }
}
