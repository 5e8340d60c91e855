using System.Text.Json;
using P8e.Chain;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.ObjectStore;
using P8e.ObjectStore.Local;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Chain;
using P8e.Ports.Executions;
using P8e.Ports.Index;
using P8e.Ports.Objects;
using P8e.Protocol.Identifiers;
using P8e.Workflows.ExecuteContract;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.ExecuteContract;

/// <summary>Alice with a sealed store in memory, a recorded specification in it, and contract code that the test plays.</summary>
internal sealed class ExecutionScene : IContractRunner
{
    internal const string NoteClass = "org.p8evec.proto.LoanRecords$Note";

    private readonly SealedObjects _store;
    private readonly byte[] _specification = ReadSpecification("OneRecord");

    internal ExecutionScene()
    {
        var options = new ObjectStoreOptions();
        var random = new SeededRandomSource(6);
        _store = new SealedObjects(
            new LocalObjectStore(Affiliate, new InMemoryObjectBlobs(Clock), new InMemoryObjectIndex(), options, random, Clock), options, random, Clock);
        Services = new ExecutionServices(Affiliate, ObjectsOf(Alice), this, Alice.Signer, Alice.Key, IsMainNet: false, Executions, Index);
        Submission = new SubmissionServices(Outbox, new HashSet<AccountAddress> { Submissions.Account }, new ChainOptions { ChainId = Submissions.ChainId }, Clock, () => { });
    }

    internal static AffiliateName Affiliate { get; } = AffiliateName.Parse("alice");

    internal static Party Alice { get; } = Party.Named("alice");

    internal static Party Reader { get; } = Party.Named("reader");

    /// <summary>A note whose text is one letter.</summary>
    internal static byte[] Note { get; } = [0x0a, 1, (byte)'x'];

    internal ManualTimeProvider Clock { get; } = new();

    internal InMemoryOutbox Outbox { get; } = new();

    internal InMemoryExecutionStore Executions { get; } = new();

    internal InMemoryIndexStore Index { get; } = new();

    internal ExecutionServices Services { get; }

    internal SubmissionServices Submission { get; }

    /// <summary>What the contract does.</summary>
    internal Func<ContractCall, ContractCallResult> Contract { get; set; } = call => ContractCallResult.Returned(call.Inputs[0].ClassName, call.Inputs[0].Bytes);

    internal List<ContractRun> Runs { get; } = [];

    public Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken)
    {
        Runs.Add(request);
        return Task.FromResult<IReadOnlyList<ContractCallResult>>([.. request.Calls.Select(Contract)]);
    }

    internal AffiliateObjects ObjectsOf(Party party) => new(_store, party.Agreement, party.Signer);

    /// <summary>A request as the route starts it, its records and the specification stored.</summary>
    internal async Task<SessionToPackage> RequestAsync(IReadOnlyList<IntakeRecord> records, CancellationToken cancellationToken, Guid? scope = null)
    {
        var specification = await Services.Objects.PutSpecificationAsync(_specification, [], cancellationToken);
        var intake = await Services.Objects.PutAsync(IntakeContent.Write(records), [], cancellationToken);
        var input = new ExecuteContractInput(
            Submissions.Account.ToString(),
            ContractSpecification.Parse(_specification).ClassName,
            specification.ToString(),
            new Guid("a0000000-0000-4000-8000-000000000001"),
            "ORIGINATOR",
            intake.ToString(),
            [Cryptography.Keys.KeyText.Write(Reader.Key)],
            Clock.GetUtcNow()) { Scope = scope };
        return new SessionToPackage(input, scope ?? SampleScopes.Scope(1).PrimaryUuid, new Guid(2, 0, 0, new byte[8]), new Guid(3, 0, 0, new byte[8]));
    }

    private static byte[] ReadSpecification(string contract)
    {
        using var recorded = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Vector("sdk"), "contract-specs.json")));
        return recorded.RootElement.GetProperty("contracts").EnumerateArray()
            .Single(element => element.GetProperty("class").GetString()!.EndsWith("." + contract, StringComparison.Ordinal)).GetProperty("spec").GetProperty("base64").GetBytesFromBase64();
    }
}
