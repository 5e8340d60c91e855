using P8e.Execution.Ports;
using P8e.Protocol.Errors;

namespace P8e.Functions.Contracts;

/// <summary>Runs only what the operator trusts: the sandbox has no kernel rules yet (design 8). Asked at each run, so that a trust taken back counts for what was published before.</summary>
internal sealed class TrustedRunner(IContractRunner runner, ContractSettings contracts) : IContractRunner
{
    public Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken) => contracts.IsTrusted(request.ContractPackage)
        ? runner.RunAsync(request, cancellationToken)
        : throw new P8eStateException(
            StateErrorKind.NotPermitted,
            ErrorCodes.ContractNotTrusted,
            $"Running {request.ClassName}: its package is not trusted here. An operator who trusts it adds {Convert.ToHexStringLower(request.ContractPackage.Bytes.Span)} to Contracts__Trusted and restarts the program.");
}
