using P8e.Execution.Ports;

namespace P8e.Execution.Tests.Support;

/// <summary>Answers each call as a test says.</summary>
internal sealed class ScriptedRunner(Func<ContractCall, ContractCallResult> answer) : IContractRunner
{
    internal List<ContractCall> Calls { get; } = [];

    public Task<ContractCallResult> RunAsync(ContractCall request, CancellationToken cancellationToken)
    {
        Calls.Add(request);
        return Task.FromResult(answer(request));
    }

    /// <summary>Returns the first input.</summary>
    internal static ContractCallResult Echo(ContractCall call) => ContractCallResult.Returned(call.Inputs[0].ClassName, call.Inputs[0].Bytes);
}
