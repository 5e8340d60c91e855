using P8e.Protocol.Errors;

namespace P8e.Execution.Ports;

/// <summary>
/// Runs contract code somewhere it can do no harm. The engine decides what runs with which values; this loads the class, constructs it once, calls
/// its functions one after the other.
/// </summary>
public interface IContractRunner
{
    /// <summary>Runs functions of a contract.</summary>
    /// <param name="request">Class, functions and values.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>
    /// What each function did, in order. A function that did neither return nor skip is the last; a constructor that threw is the only one.
    /// </returns>
    /// <exception cref="P8eInputException">
    /// The package or the class cannot be loaded, or breaks the rules of contract classes; also, from runners that say it so,
    /// <see cref="ErrorCodes.ContractConstructorFailed"/>, <see cref="ErrorCodes.ContractResultInvalid"/>, <see cref="ErrorCodes.ContractValueUnreadable"/>.
    /// </exception>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ContractNotFound"/>; or the contract was stopped at a limit or ended its process:
    /// <see cref="ErrorCodes.ContractTimeLimit"/>, <see cref="ErrorCodes.ContractMemoryExhausted"/>, <see cref="ErrorCodes.ContractProcessEnded"/>.
    /// </exception>
    /// <exception cref="P8eTransientException">Nothing can run now; repeating the call is safe.</exception>
    Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken);
}
