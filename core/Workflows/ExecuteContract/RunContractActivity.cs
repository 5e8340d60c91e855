using P8e.Durable;
using P8e.Execution;
using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.ExecuteContract;

/// <summary>
/// Executes a packaged envelope for the affiliate, stores what its functions return and the signed envelope (p8e-sdk 5). Safe to repeat: the outputs are the same objects; a repeat signs again, so it
/// makes another envelope of the same contract, and the history says which one counts.
/// </summary>
/// <param name="services">The affiliate.</param>
public sealed class RunContractActivity(ExecutionServices services) : IActivity<ContractToRun, ContractRan>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "RunContract.v1";

    /// <summary>Executes and stores.</summary>
    /// <exception cref="P8eInputException">Envelope, specification or contract are wrong.</exception>
    /// <exception cref="P8eStateException">The contract was stopped at a limit or may not run here, or an object is not there.</exception>
    public async Task<ContractRan> RunAsync(ActivityContext context, ContractToRun input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var packaged = ContractEnvelope.Parse(
            await services.Objects.GetAsync(ObjectHash.Parse(input.Envelope), ExecutionLimits.EnvelopeBytesMax, cancellationToken).ConfigureAwait(false));
        var engine = new ContractEngine(services.Objects, services.Runner, services.Signer);
        var executed = await engine.ExecuteAsync(packaged, input.Now, [], cancellationToken).ConfigureAwait(false);
        // A refusal's words may quote records, and nothing of it goes to the chain: they are for the affiliate alone.
        var readers = executed.Failure is null ? executed.Readers : [];
        var stored = await services.Objects.PutAsync(executed.ToBytes(), readers, cancellationToken).ConfigureAwait(false);
        return new ContractRan(stored.ToString(), executed.Results.Count(result => result.Outcome == FunctionOutcome.Pass), executed.Failure?.Function);
    }
}
