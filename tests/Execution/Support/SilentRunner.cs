using P8e.Execution.Ports;

namespace P8e.Execution.Tests.Support;

/// <summary>A runner that breaks its promise: it answers nothing.</summary>
internal sealed class SilentRunner : IContractRunner
{
    public Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContractCallResult>>([]);
}
