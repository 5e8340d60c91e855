using System.Text.Json;
using P8e.Chain.Blocks;
using P8e.Chain.Following;
using P8e.Chain.Transactions;

namespace P8e.Chain.Tests.Support;

/// <summary>Results of <c>events.json</c> as block results, taken apart without the code under test.</summary>
internal static class RecordedResults
{
    internal static IReadOnlyList<MetadataEvent> Typed(string id)
    {
        using var document = ChainVectors.Read("events.json");
        var element = document.RootElement.GetProperty("cases").EnumerateArray().Single(recorded => recorded.GetProperty("id").GetString() == id);
        var events = element.GetProperty("txResult").GetProperty("events").EnumerateArray().Select(Event).ToArray();
        return MetadataEvents.Read(
            [TransactionHash.Parse(element.GetProperty("txHash").GetString()!)], new BlockResults(1, [new TransactionResult(null, 0, 0, events)], []));
    }

    private static ChainEvent Event(JsonElement element) => new(
        element.GetProperty("type").GetString()!,
        [.. element.GetProperty("attributes").EnumerateArray().Select(attribute => KeyValuePair.Create(
            attribute.GetProperty("key").GetString()!, attribute.GetProperty("value").GetString()!))]);
}
