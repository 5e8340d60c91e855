using P8e.Execution.Ports;

namespace P8e.Execution.Tests.Support;

/// <summary>Answers each call as a test says; ends the run like every runner.</summary>
internal sealed class ScriptedRunner(Func<ContractCall, ContractCallResult> answer) : IContractRunner
{
    internal List<ContractRun> Runs { get; } = [];

    public Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken)
    {
        Runs.Add(request);
        List<ContractCallResult> results = [];
        foreach (var call in request.Calls)
        {
            results.Add(answer(call));
            if (results[^1].Outcome is not (ContractCallOutcome.Returned or ContractCallOutcome.Skipped))
            {
                break;
            }
        }

        return Task.FromResult<IReadOnlyList<ContractCallResult>>(results);
    }

    /// <summary>Returns the first input.</summary>
    internal static ContractCallResult Echo(ContractCall call) => ContractCallResult.Returned(call.Inputs[0].ClassName, call.Inputs[0].Bytes);
}
