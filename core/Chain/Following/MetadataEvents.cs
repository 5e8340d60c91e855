using System.Globalization;
using P8e.Chain.Blocks;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Following;

/// <summary>From a block's events to what they mean, in the order of the chain. Types we do not know are passed over; known ones must have their form.</summary>
internal static class MetadataEvents
{
    private const string Namespace = "provenance.metadata.v1.Event";
    private const string EndBlock = "EndBlock";

    private static readonly Dictionary<string, EntityChange> Changes = new(StringComparer.Ordinal)
    {
        ["Created"] = EntityChange.Created,
        ["Updated"] = EntityChange.Updated,
        ["Deleted"] = EntityChange.Deleted,
    };

    private static readonly Dictionary<string, (MetadataKind Kind, string Key)> Entities = new(StringComparer.Ordinal)
    {
        ["Scope"] = (MetadataKind.Scope, "scope_addr"),
        ["Session"] = (MetadataKind.Session, "session_addr"),
        ["Record"] = (MetadataKind.Record, "record_addr"),
        ["ScopeSpecification"] = (MetadataKind.ScopeSpecification, "scope_specification_addr"),
        ["ContractSpecification"] = (MetadataKind.ContractSpecification, "contract_specification_addr"),
        ["RecordSpecification"] = (MetadataKind.RecordSpecification, "record_specification_addr"),
    };

    /// <summary>All events of a block: its beginning, its successful transactions in order, its end.</summary>
    /// <param name="transactions">The block's transactions.</param>
    /// <param name="results">What they did, of the same count.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ChainEventInvalid"/>.</exception>
    internal static IReadOnlyList<MetadataEvent> Read(IReadOnlyList<TransactionHash> transactions, BlockResults results)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Transactions.Count, transactions.Count, nameof(results));
        var events = new List<MetadataEvent>();
        var ends = results.BlockEvents.ToLookup(blockEvent => blockEvent.Find("mode") == EndBlock);
        Append(events, [.. ends[false]], null, -1);
        for (var index = 0; index < transactions.Count; index++)
        {
            if (results.Transactions[index].Failure is null)
            {
                Append(events, results.Transactions[index].Events, transactions[index], index);
            }
        }

        Append(events, [.. ends[true]], null, -1);
        return events;
    }

    private static void Append(List<MetadataEvent> events, IReadOnlyList<ChainEvent> source, TransactionHash? transaction, int transactionIndex)
    {
        for (var position = 0; position < source.Count; position++)
        {
            var chainEvent = source[position];
            if (chainEvent.Type.StartsWith(Namespace, StringComparison.Ordinal))
            {
                if (Typed(chainEvent, Origin(chainEvent, transaction, transactionIndex)) is { } typed)
                {
                    events.Add(typed);
                }
            }
            else if (chainEvent.Type == ValueOwnerEvents.TransferType)
            {
                events.AddRange(ValueOwnerEvents.Read(chainEvent, source.Skip(position + 1), Origin(chainEvent, transaction, transactionIndex)));
            }
        }
    }

    private static EventOrigin Origin(ChainEvent chainEvent, TransactionHash? transaction, int transactionIndex) => new(
        transaction,
        transactionIndex,
        int.TryParse(chainEvent.Find("msg_index"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null);

    private static MetadataEvent? Typed(ChainEvent chainEvent, EventOrigin origin)
    {
        var name = chainEvent.Type[Namespace.Length..];
        var attributes = new EventAttributes(chainEvent);
        switch (name)
        {
            case "TxCompleted":
                return new MetadataCallCompleted(origin, attributes.Text("endpoint"), attributes.Texts("signers"));
            case "SetNetAssetValue":
                return new NetAssetValueSet(
                    origin, attributes.Metadata("scope_id", MetadataKind.Scope), attributes.Coin("price"), attributes.Text("source"), attributes.Number("volume"));
        }

        // Created, Updated and Deleted have seven letters each.
        const int ChangeLength = 7;
        if (name.Length <= ChangeLength || !Changes.TryGetValue(name[^ChangeLength..], out var change))
        {
            return null;
        }

        var entity = name[..^ChangeLength];
        if (entity == "OSLocator")
        {
            return new LocatorChanged(origin, change, attributes.Account("owner"));
        }

        return Entities.TryGetValue(entity, out var shape)
            ? new EntityChanged(
                origin,
                change,
                attributes.Metadata(shape.Key, shape.Kind),
                shape.Kind == MetadataKind.Record ? attributes.OptionalMetadata("session_addr", MetadataKind.Session) : null)
            : null;
    }
}
