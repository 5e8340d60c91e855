using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using P8e.Azure.Rows;
using P8e.Azure.Tables;
using P8e.Chain.Transactions;
using P8e.Index.Rows;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Index;

/// <summary>From rows of the index to entities and back. The content is JSON in parts of 64 KiB; what is filtered by is a property.</summary>
internal static class IndexEntity
{
    internal const string ContentName = "Content";
    internal const string StandingName = "Standing";

    /// <summary>Property of a scope's entity while an update of several transactions is under way, for an operator's eyes.</summary>
    private const string WritingName = "WritingHeight";

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new TextConverter<MetadataAddress>(MetadataAddress.Parse), new TextConverter<TransactionHash>(TransactionHash.Parse) },
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly ChangePoint Nowhere = new(0, DateTimeOffset.UnixEpoch, null, IsAtHeight: true);

    internal static TableEntity Write(ScopeRow row)
    {
        var entity = Write(IndexTableNames.Partition(row.Affiliate, row.Scope), IndexTableNames.Scope, new ScopeBody(row.At, row.IsComplete, row.Content));
        entity.Add(StandingName, (int)row.Standing);
        return entity;
    }

    /// <summary>Guards the parts of a long update: merged into the scope's entity it changes nothing but its tag.</summary>
    internal static TableEntity WriteGuard(ScopeRow row)
    {
        var entity = new TableEntity(IndexTableNames.Partition(row.Affiliate, row.Scope), IndexTableNames.Scope) { { WritingName, row.At.Height } };
        if (row.Version is null)
        {
            entity.Add(StandingName, (int)ScopeStanding.Arriving);
        }

        return entity;
    }

    internal static TableEntity Write<T>(string partition, string row, T content)
    {
        var entity = new TableEntity(partition, row);
        RowParts.AddSized(entity, ContentName, JsonSerializer.SerializeToUtf8Bytes(content, Json));
        return entity;
    }

    internal static ScopeRow ReadScope(AffiliateName affiliate, MetadataAddress scope, TableEntity entity) => Checked(entity, () =>
    {
        var standing = (ScopeStanding)(entity.GetInt32(StandingName) ?? throw new FormatException("It says nothing."));
        var body = standing == ScopeStanding.Arriving ? new ScopeBody(Nowhere, IsComplete: false, Content: null) : Content<ScopeBody>(entity);
        return Enum.IsDefined(standing) && (body.Content is null || body.Content.Address.Equals(scope))
            ? new ScopeRow
            {
                Affiliate = affiliate,
                Scope = scope,
                Standing = standing,
                At = body.At,
                IsComplete = body.IsComplete,
                Content = body.Content,
                Version = entity.ETag.ToString(),
            }
            : throw new FormatException("It is not what its key says.");
    });

    internal static SessionRow ReadSession(TableEntity entity) => Checked(entity, () =>
        Content<SessionRow>(entity) is var row && IndexTableNames.SessionRow(row.Content.Address) == entity.RowKey ? row : throw new FormatException("It stands under another key."));

    internal static RecordRow ReadRecord(TableEntity entity) => Checked(entity, () =>
        Content<RecordRow>(entity) is var row && IndexTableNames.RecordRow(row.Content.Address) == entity.RowKey ? row : throw new FormatException("It stands under another key."));

    internal static HistoryRow ReadHistory(TableEntity entity) => Checked(entity, () =>
        Content<HistoryRow>(entity) is var row && IndexTableNames.HistoryRow(row.Record, row.At.Height) == entity.RowKey ? row : throw new FormatException("It stands under another key."));

    /// <summary>The scope that a partition is of.</summary>
    internal static MetadataAddress ReadAddress(AffiliateName affiliate, TableEntity entity) => Checked(
        entity, () => MetadataAddress.Parse(entity.PartitionKey![IndexTableNames.FirstPartition(affiliate).Length..], MetadataKind.Scope));

    private static T Content<T>(TableEntity entity) =>
        JsonSerializer.Deserialize<T>(RowParts.JoinSized(entity, ContentName).Span, Json) ?? throw new FormatException("It is empty.");

    private static T Checked<T>(TableEntity entity, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (RowParts.IsDamage(error))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, RowParts.DamageMessage("Reading the index", IndexTableNames.Table, entity), error);
        }
    }
}
