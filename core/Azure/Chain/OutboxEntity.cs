using System.Globalization;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Chain;

/// <summary>From an outbox row to the entities of its place and back. All of them carry the id of the write that made them: parts of different writes are never put together.</summary>
internal static class OutboxEntity
{
    /// <summary>What a transaction of 4 MiB holds in base64, with its keys and headers.</summary>
    internal const int BytesMax = 2_900_000;

    /// <summary>A new row leaves room for the transaction that is made of it.</summary>
    internal const int NewBytesMax = BytesMax - SignedTransaction.BytesMaximum - (64 * 1024);

    /// <summary>An entity has 1 MiB, which Azurite counts in base64.</summary>
    private const int PartBytesMax = 11 * RowParts.PropertyBytesMax;
    private const string WriteName = "Write";
    private const string AddName = "Add";
    private const string AddedName = "AddedTicks";
    private const string StateName = "State";
    private const string PartsName = "Parts";
    private const string ContentName = "Content";

    /// <summary>A property beside the row's bytes, which programs that know no traces read over.</summary>
    private const string TraceName = "Trace";

    /// <summary>The row that says where an open row is.</summary>
    internal static TableEntity Pointer(OutboxRow row, Guid write) => new(OutboxTableNames.Partition(row.Account), OutboxTableNames.Known(row.Id))
    {
        { AddName, write },
        { AddedName, row.Added.UtcTicks },
    };

    /// <summary>The entities of a row's place, the first one first.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>.</exception>
    internal static List<TableEntity> Write(OutboxRow row, Guid write, int bytesMax)
    {
        ReadOnlyMemory<byte> bytes = OutboxRowBytes.Write(row);
        if (bytes.Length > bytesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture, $"Writing a row of the outbox: it has {bytes.Length} bytes, the limit is {bytesMax}. Split its messages."));
        }

        var entities = new List<TableEntity>();
        for (var at = 0; at < bytes.Length; at += PartBytesMax)
        {
            var entity = new TableEntity(
                OutboxTableNames.Partition(row.Account), OutboxTableNames.Part(OutboxTableNames.Place(row), entities.Count)) { { WriteName, write } };
            RowParts.AddSized(entity, ContentName, bytes[at..Math.Min(at + PartBytesMax, bytes.Length)]);
            entities.Add(entity);
        }

        entities[0].Add(StateName, (int)row.State);
        entities[0].Add(PartsName, entities.Count);
        if (row.Trace is not null)
        {
            entities[0].Add(TraceName, row.Trace);
        }

        return entities;
    }

    /// <summary>Whether an entity is of a write.</summary>
    internal static bool IsOf(TableEntity? entity, Guid write) => entity is not null && Is(entity, WriteName, write);

    /// <summary>Whether the row was added by a write, be it open or closed by now.</summary>
    internal static bool IsAddedBy(TableEntity known, Guid write) => Is(known, AddName, write);

    /// <summary>Whether it is a row; else it says where it is.</summary>
    internal static bool IsRow(TableEntity known) => known.ContainsKey(StateName);

    internal static string OpenPlace(TableEntity known, string id) =>
        Read(known, () => OutboxTableNames.Open(known.GetInt64(AddedName) ?? throw new FormatException("It says nothing."), id));

    /// <summary>Whether all entities of a row are there and of one write; two pages of a listing may have a write between them.</summary>
    internal static bool IsWhole(IReadOnlyList<TableEntity> entities) => Read(entities[0], () =>
        entities[0].GetInt32(PartsName) == entities.Count
        && entities.All(entity => entity.TryGetValue(WriteName, out var write) && write is Guid id && IsOf(entities[0], id)));

    internal static OutboxRow Read(AccountAddress account, IReadOnlyList<TableEntity> entities) => Read(entities[0], () =>
    {
        if (!IsWhole(entities))
        {
            throw new FormatException("Its parts do not belong together.");
        }

        using var bytes = new MemoryStream();
        foreach (var entity in entities)
        {
            bytes.Write(RowParts.JoinSized(entity, ContentName).Span);
        }

        var version = new OutboxVersion(entities.Count, entities[0].ETag).ToString();
        var row = OutboxRowBytes.Read(account, (OutboxState)entities[0].GetInt32(StateName)!.Value, version, bytes.ToArray());
        return OutboxTableNames.Place(row) == entities[0].RowKey ? row with { Trace = entities[0].GetString(TraceName) } : throw new FormatException("It stands under another key.");
    });

    internal static P8eStateException Damaged(TableEntity entity, Exception? cause = null) => new(
        StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage("Reading the outbox", OutboxTableNames.Table, entity), cause);

    private static bool Is(TableEntity entity, string name, Guid write) => entity.TryGetValue(name, out var found) && found is Guid id && id == write;

    private static T Read<T>(TableEntity entity, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw Damaged(entity, error);
        }
    }
}
