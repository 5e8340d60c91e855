using P8e.Execution.Ports;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sandbox;

/// <summary>
/// Runs an affiliate's contracts in the sandbox processes of a pool, which it does not own. It reads packages by their hashes when a process starts.
/// Safe for use by many threads.
/// </summary>
public sealed class SandboxRunner : IContractRunner
{
    private readonly SandboxPool _pool;
    private readonly AffiliateName _affiliate;
    private readonly IExecutionObjects _packages;
    private readonly RecordTypeCache _types;

    /// <summary>Makes a runner.</summary>
    /// <param name="pool">The program's sandbox processes; stays the caller's.</param>
    /// <param name="affiliate">For whom contracts run; no process is shared with another affiliate.</param>
    /// <param name="packages">Where the affiliate's contract and record assemblies are found by hash.</param>
    /// <param name="readRecords">
    /// Gives the descriptor set of a record package, by the package's hash: its messages and all they import. Called once for a package while it is
    /// among the 16 used last.
    /// </param>
    public SandboxRunner(
        SandboxPool pool, AffiliateName affiliate, IExecutionObjects packages, Func<ObjectHash, CancellationToken, Task<DescriptorSet>> readRecords)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(packages);
        ArgumentNullException.ThrowIfNull(readRecords);
        _pool = pool;
        _affiliate = affiliate;
        _packages = packages;
        _types = new RecordTypeCache(readRecords);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var types = await _types.GetAsync(request.RecordPackage, cancellationToken).ConfigureAwait(false);
        var run = new RunRequest(
            request.ClassName,
            request.Now,
            [.. request.Records.Select(types.ToWire)],
            [.. request.Calls.Select(call => new FunctionCall(call.Function, [.. call.Inputs.Select(types.ToWire)]))]);
        var key = new SandboxKey(_affiliate, request.ContractPackage, request.RecordPackage);
        var outcomes = await _pool.RunAsync(key, cancel => ReadAsync(key, cancel), run, cancellationToken).ConfigureAwait(false);
        return [.. outcomes.Zip(request.Calls, (outcome, call) => Result(outcome, call.Function, types))];
    }

    private static ContractCallResult Result(FunctionOutcome outcome, string function, RecordTypes types) => outcome.Kind switch
    {
        OutcomeKind.Passed => ContractCallResult.Returned(types.ClassOf(outcome.MessageType, function), outcome.Value),
        OutcomeKind.Skipped => ContractCallResult.Skipped,
        OutcomeKind.Failed => ContractCallResult.Threw(outcome.Error),
        OutcomeKind.ConstructorThrew => ContractCallResult.ConstructorThrew(outcome.Error),
        _ => throw new ArgumentException($"{outcome.Kind} is no outcome.", nameof(outcome)),
    };

    private async Task<LoadRequest> ReadAsync(SandboxKey key, CancellationToken cancellationToken)
    {
        var contracts = ReadAsync(key.Contracts, cancellationToken);
        // An assembly may hold both: then it is sent once.
        var records = key.Records.Equals(key.Contracts) ? Task.FromResult(Array.Empty<byte>()) : ReadAsync(key.Records, cancellationToken);
        await Task.WhenAll(contracts, records).ConfigureAwait(false);
        return new LoadRequest(await contracts.ConfigureAwait(false), await records.ConfigureAwait(false));
    }

    private Task<byte[]> ReadAsync(ObjectHash hash, CancellationToken cancellationToken) =>
        _packages.GetAsync(hash, ExecutionLimits.AssemblyBytesMax, cancellationToken);
}
