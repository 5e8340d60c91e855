using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Chain.Scopes;

/// <summary>
/// From a node's answer to what we keep. Every address must be of its kind and belong to the scope; texts and lists are cut to <see cref="TextBudget"/>.
/// </summary>
internal sealed class ScopeAnswer
{
    private static readonly EnumDescriptor Roles = SpecificationReflection.Descriptor.FindTypeByName<EnumDescriptor>("PartyType");
    private static readonly EnumDescriptor InputStatuses = ScopeReflection.Descriptor.FindTypeByName<EnumDescriptor>("RecordInputStatus");
    private static readonly EnumDescriptor ResultStatuses = ScopeReflection.Descriptor.FindTypeByName<EnumDescriptor>("ResultStatus");

    private readonly MetadataAddress _scope;
    private bool _isCut;

    private ScopeAnswer(MetadataAddress scope) => _scope = scope;

    /// <summary>Reads an answer.</summary>
    /// <param name="scope">What was asked for.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isAtHeight">Whether it is of the height that was asked for.</param>
    /// <param name="isWhole">Whether sessions and records were asked for.</param>
    /// <returns>The reading; null when the answer cannot be true.</returns>
    internal static ScopeReading? Read(MetadataAddress scope, ScopeResponse answer, bool isAtHeight, bool isWhole)
    {
        try
        {
            return new ScopeAnswer(scope).Read(answer, isAtHeight, isWhole);
        }
        catch (P8eInputException)
        {
            return null;
        }
    }

    private ScopeReading? Read(ScopeResponse answer, bool isAtHeight, bool isWhole)
    {
        // An unknown scope is answered with its id alone (provenance-chain 6.3); nothing at all is no answer about it.
        if (answer.Scope is not { } wrapper || wrapper.ScopeIdInfo?.ScopeAddr != _scope.ToString())
        {
            return null;
        }

        if (wrapper.Scope is not { } found)
        {
            return new ScopeReading(null, [], [], isAtHeight, IsComplete: true);
        }

        var scope = Scope(found);
        var sessions = answer.Sessions.Select(Session).ToArray();
        var records = answer.Records.Select(Record).ToArray();
        return scope.Address.Equals(_scope) && IsEachOnce(sessions.Select(session => session.Address)) && IsEachOnce(records.Select(record => record.Address))
            ? new ScopeReading(scope, sessions, records, isAtHeight, isWhole && !_isCut)
            : null;
    }

    private static bool IsEachOnce(IEnumerable<MetadataAddress> addresses)
    {
        var seen = new HashSet<MetadataAddress>();
        return addresses.All(seen.Add);
    }

    private ScopeState Scope(Scope scope)
    {
        var budget = new TextBudget();
        return Counted(budget, new ScopeState(
            Address(scope.ScopeId, MetadataKind.Scope),
            Address(scope.SpecificationId, MetadataKind.ScopeSpecification),
            Parties(scope.Owners, budget),
            budget.TakeAll(scope.DataAccess, account => Account(account, budget)),
            scope.ValueOwnerAddress.Length == 0 ? null : Account(scope.ValueOwnerAddress, budget),
            scope.RequirePartyRollup));
    }

    private SessionState Session(SessionWrapper wrapper)
    {
        var session = wrapper.Session ?? throw Foreign();
        var budget = new TextBudget();
        return Counted(budget, new SessionState(
            Mine(Address(session.SessionId, MetadataKind.Session)),
            Address(session.SpecificationId, MetadataKind.ContractSpecification),
            budget.Take(session.Name),
            Parties(session.Parties, budget)));
    }

    private RecordState Record(RecordWrapper wrapper)
    {
        var record = wrapper.Record ?? throw Foreign();
        var process = record.Process ?? new Process();
        var budget = new TextBudget();
        return Counted(budget, new RecordState(
            // The node's own word: it is what events name the record by.
            Mine(Address(wrapper.RecordIdInfo?.RecordId ?? ByteString.Empty, MetadataKind.Record)),
            budget.Take(record.Name),
            Mine(Address(record.SessionId, MetadataKind.Session)),
            record.SpecificationId.IsEmpty ? null : Address(record.SpecificationId, MetadataKind.RecordSpecification),
            new RecordProcess(
                budget.Take(process.Name),
                budget.Take(process.Method),
                process.HasHash ? budget.Take(process.Hash) : null,
                process.HasAddress ? budget.Take(process.Address) : null),
            budget.TakeAll(record.Inputs, input => Input(input, budget)),
            budget.TakeAll(record.Outputs, output => new RecordOutput(budget.Take(output.Hash), Simple(ResultStatuses, (int)output.Status, "RESULT_STATUS_")))));
    }

    private static RecordInput Input(Protocol.Wire.Metadata.RecordInput input, TextBudget budget) => new(
        budget.Take(input.Name),
        budget.Take(input.TypeName),
        input.HasHash ? budget.Take(input.Hash) : null,
        input.HasRecordId ? Address(input.RecordId, MetadataKind.Record) : null,
        Simple(InputStatuses, (int)input.Status, "RECORD_INPUT_STATUS_"));

    private static IReadOnlyList<ScopeParty> Parties(IReadOnlyCollection<Party> parties, TextBudget budget) => budget.TakeAll(
        parties, party => new ScopeParty(Account(party.Address, budget), Simple(Roles, (int)party.Role, "PARTY_TYPE_"), party.Optional));

    // The chain takes addresses in upper case, and of lengths that we do not know: those stay texts, which equal none of ours.
    private static string Account(string text, TextBudget budget) => budget.Take(AccountAddress.TryParse(text, out var account) ? account.ToString() : text);

    private static MetadataAddress Address(ByteString bytes, MetadataKind kind) =>
        MetadataAddress.FromBytes(bytes.Span) is { } address && address.Kind == kind ? address : throw Foreign();

    private static string Simple(EnumDescriptor type, int number, string prefix) =>
        type.FindValueByNumber(number)?.Name is { } name ? name[prefix.Length..] : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static P8eInputException Foreign() => new(ErrorCodes.AddressInvalid, "Reading a scope: an address in it is of another kind or scope.");

    private MetadataAddress Mine(MetadataAddress address) => address.ToScope().Equals(_scope) ? address : throw Foreign();

    private T Counted<T>(TextBudget budget, T read)
    {
        _isCut |= budget.IsExceeded;
        return read;
    }
}
