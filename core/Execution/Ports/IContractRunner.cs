using P8e.Protocol.Errors;

namespace P8e.Execution.Ports;

/// <summary>
/// Runs contract code somewhere it can do no harm. The engine decides what runs with which values; this loads the class, constructs it, calls one
/// function. A contract is constructed anew for each call.
/// </summary>
public interface IContractRunner
{
    /// <summary>Runs one function of a contract.</summary>
    /// <param name="request">Class, function and values.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the contract did. That it failed is an answer, not an error.</returns>
    /// <exception cref="P8eInputException">The package or the class cannot be loaded, or breaks the rules of contract classes.</exception>
    /// <exception cref="P8eStateException">The contract was stopped at a limit.</exception>
    /// <exception cref="P8eTransientException">Nothing can run now; repeating the call is safe.</exception>
    Task<ContractCallResult> RunAsync(ContractCall request, CancellationToken cancellationToken);
}
