using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.ExecuteContract;

/// <summary>
/// One envelope of one party through the ten steps (design 4): packaged and stored, executed and signed, written to the chain, seen in a block, indexed, acknowledged. It ends failed at the
/// first step that cannot be done; what only needs time is waited for.
/// </summary>
public sealed class ExecuteContractOrchestrator : IOrchestrator<ExecuteContractInput, ExecuteContractOutput>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "ExecuteContract.v1";

    // The listener indexes before it tells, so the first look finds it as a rule.
    private static readonly TimeSpan FirstIndexWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestIndexWait = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<ExecuteContractOutput> RunAsync(OrchestrationContext context, ExecuteContractInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var progress = new ExecutionProgress(context, input);
        try
        {
            return await RunAsync(context, input, progress).ConfigureAwait(true);
        }
        catch (DurableException error)
        {
            var failure = progress.IsOnTheChain
                ? new DurableException(StepFailure.Of(error).Code, $"{StepFailure.Of(error).Message} The records are on the chain: do not submit them again.")
                : StepFailure.Of(error);
            throw await EndAsync(context, progress.Fail(failure.Code), failure).ConfigureAwait(true);
        }
    }

    private static async Task<ExecuteContractOutput> RunAsync(OrchestrationContext context, ExecuteContractInput input, ExecutionProgress progress)
    {
        progress.Begin(StepName.Stored, StepName.Submitted);
        var session = new SessionToPackage(input, progress.Scope, progress.Session, context.NewGuid());
        var packaged = await context.CallActivityAsync<string>(PackageSessionActivity.Name, session, CommitWait.Retried).ConfigureAwait(true);

        progress.Begin(StepName.Executed, StepName.Stored);
        var ran = await context.CallActivityAsync<ContractRan>(RunContractActivity.Name, new ContractToRun(packaged, input.Submitted), CommitWait.Retried).ConfigureAwait(true);
        progress.Envelope = ran.Envelope;
        Judge(input, ran);

        progress.Begin(StepName.Memorialised, StepName.Executed);
        var outcome = await context.CallActivityAsync<TransactionOutcome?>(MemorialiseActivity.Name, new EnvelopeToWrite(input.Account, ran.Envelope), CommitWait.Retried).ConfigureAwait(true)
            ?? await CommitWait.WaitAsync(context, input.Account, MemorialiseActivity.Number).ConfigureAwait(true);
        progress.Committed(outcome);
        if (outcome.ErrorCode is { } code)
        {
            throw new DurableException(code, $"The chain did not take the execution: {outcome.Reason} Nothing was written; correct the cause and submit again.");
        }

        progress.Begin(StepName.Indexed, StepName.Memorialised, StepName.Validated, StepName.Observed);
        await AwaitIndexAsync(context, new IndexQuestion(progress.Scope, outcome.Height)).ConfigureAwait(true);

        progress.Begin(StepName.Acknowledged, StepName.Indexed);
        await context.CallActivityAsync<bool>(EndExecutionActivity.Name, progress.End(null, null), CommitWait.Retried).ConfigureAwait(true);
        progress.Finish();
        return new ExecuteContractOutput(progress.ScopeAddress, ran.Envelope, outcome.Hash!, outcome.Height);
    }

    /// <summary>Lists the failed end. When that may not be done, the execution still fails with its first cause, and says the second too.</summary>
    private static async Task<DurableException> EndAsync(OrchestrationContext context, ExecutionEnd end, DurableException failure)
    {
        try
        {
            await context.CallActivityAsync<bool>(EndExecutionActivity.Name, end, CommitWait.Retried).ConfigureAwait(true);
            return failure;
        }
        catch (DurableException error)
        {
            var unlisted = StepFailure.Of(error);
            return new DurableException(failure.Code, $"{failure.Message} The list of executions could not be told ({unlisted.Code}): {unlisted.Message}");
        }
    }

    private static void Judge(ExecuteContractInput input, ContractRan ran)
    {
        if (ran.FailedFunction is { } function)
        {
            throw new DurableException(
                ErrorCodes.ContractFunctionFailed,
                $"Function {function} of {input.Contract} refused the submitted records; its own words are in the execution's results. Correct the records and submit again.");
        }

        if (ran.Records == 0)
        {
            throw new DurableException(
                ErrorCodes.ContractMadeNothing,
                $"Every function of {input.Contract} was skipped, so there is no record to write. Submit the inputs of at least one function: GET /api/v1/contracts/{input.Contract}/schema lists them.");
        }
    }

    private static async Task AwaitIndexAsync(OrchestrationContext context, IndexQuestion question)
    {
        for (var wait = FirstIndexWait; ; wait = wait * 2 < LongestIndexWait ? wait * 2 : LongestIndexWait)
        {
            if (await context.CallActivityAsync<bool>(ConfirmIndexActivity.Name, question, CommitWait.Retried).ConfigureAwait(true))
            {
                return;
            }

            await context.WaitAsync(wait).ConfigureAwait(true);
        }
    }
}
