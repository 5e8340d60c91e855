using System.Globalization;
using P8e.Chain.Scopes;
using P8e.Chain.Transactions;
using P8e.Index.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Index;

/// <summary>Scopes, sessions and records to fill an index with, and the text of rows: two rows are the same when their texts are.</summary>
public static class SampleScopes
{
    public static readonly Guid ContractUuid = new("c0000000-0000-4000-8000-000000000001");

    private static readonly MetadataAddress Specification = MetadataAddress.ForScopeSpecification(new Guid("d0000000-0000-4000-8000-000000000001"));

    /// <summary>The bech32 text of a test account.</summary>
    public static AccountAddress Account(string name) => AccountAddress.FromBytes(AccountAddress.TestNetPrefix, Party.Named(name).Key.ToAddressBytes());

    public static MetadataAddress Scope(int number) => MetadataAddress.ForScope(Guid.Parse($"a0000000-0000-4000-8000-{number:D12}"));

    public static ScopeState State(MetadataAddress scope, string owner = "alice", string? valueOwner = null) => new(
        scope, Specification, [new ScopeParty(Account(owner).ToString(), "OWNER", IsOptional: false)], [], valueOwner is null ? null : Account(valueOwner).ToString(), RequiresPartyRollup: false);

    public static SessionState Session(MetadataAddress scope, int number, string party = "alice") => new(
        MetadataAddress.ForSession(scope.PrimaryUuid, Guid.Parse($"b0000000-0000-4000-8000-{number:D12}")),
        MetadataAddress.ForContractSpecification(ContractUuid),
        "io.p8e.Loan",
        [new ScopeParty(Account(party).ToString(), "OWNER", IsOptional: false)]);

    public static RecordState Record(MetadataAddress scope, string name, string hash = "b3V0cHV0", int session = 1) => new(
        scope.ToRecord(name),
        name,
        Session(scope, session).Address,
        MetadataAddress.ForRecordSpecification(ContractUuid, name),
        new RecordProcess("io.p8e.Loan", "record" + name, "Y29udHJhY3Q=", null),
        [new RecordInput("asset", "io.p8e.Asset", "aW5wdXQ=", null, "PROPOSED"), new RecordInput("other", "io.p8e.Other", null, scope.ToRecord("other"), "RECORD")],
        [new RecordOutput(hash, "PASS")]);

    public static ChangePoint At(long height) => new(
        height, new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(height % 1_000_000).AddTicks(7), TransactionHash.Of(BitConverter.GetBytes(height)), IsAtHeight: true);

    public static ScopeRow Row(AffiliateName affiliate, MetadataAddress scope, long height, string? version = null) => new()
    {
        Affiliate = affiliate,
        Scope = scope,
        Standing = ScopeStanding.Current,
        At = At(height),
        IsComplete = true,
        Content = State(scope),
        Version = version,
    };

    /// <summary>A step that writes records with their history, and a session when it is the first.</summary>
    public static ScopeUpdate Update(AffiliateName affiliate, MetadataAddress scope, long height, string? version, params IEnumerable<RecordState> records)
    {
        RecordRow[] rows = [.. records.Select(record => new RecordRow(At(height), record))];
        return new ScopeUpdate
        {
            Row = Row(affiliate, scope, height, version),
            Sessions = version is null ? [new SessionRow(At(height), Session(scope, 1))] : [],
            Records = rows,
            History = [.. rows.Select(row => new HistoryRow(row.Content.Address, row.Content.Name, row.At, RecordChange.Written, row.Content))],
        };
    }

    /// <summary>Everything a row or reading says but its version, as one text.</summary>
    public static string Text(object? value) => value switch
    {
        null => "-",
        string or MetadataAddress or TransactionHash or AffiliateName or bool or Enum => $"'{value}'",
        DateTimeOffset time => time.UtcTicks.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => $"[{string.Join(' ', list.Cast<object?>().Select(Text))}]",
        _ => $"({string.Join(' ', value.GetType().GetProperties().Where(property => property.Name != nameof(ScopeRow.Version)).Select(property => Text(property.GetValue(value))))})",
    };
}
