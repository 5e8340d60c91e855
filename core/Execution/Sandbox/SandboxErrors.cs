using P8e.Execution.Wire;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Errors;

namespace P8e.Execution.Sandbox;

/// <summary>What went wrong in a sandbox, in the rooms' three error families.</summary>
internal static class SandboxErrors
{
    public static P8eException From(FailureReply failure) => failure.Kind switch
    {
        FailureKind.NotFound => new P8eStateException(StateErrorKind.NotFound, ErrorCodes.ContractNotFound, Said(failure)),
        FailureKind.PackageInvalid => new P8eInputException(ErrorCodes.ContractPackageInvalid, Said(failure)),
        FailureKind.ContractInvalid => new P8eInputException(ErrorCodes.ContractInvalid, Said(failure)),
        FailureKind.ValueInvalid => new P8eInputException(ErrorCodes.ContractValueUnreadable, Said(failure)),
        FailureKind.ConstructionFailed => new P8eInputException(ErrorCodes.ContractConstructorFailed, Said(failure)),
        FailureKind.NoResult => new P8eInputException(ErrorCodes.ContractResultInvalid, Said(failure)),
        FailureKind.MemoryExhausted => new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.ContractMemoryExhausted, Said(failure)),
        FailureKind.ResultTooLarge => new P8eInputException(ErrorCodes.LimitExceeded, Said(failure)),
        _ => throw new ArgumentException($"{failure.Kind} is no failure.", nameof(failure)),
    };

    public static P8eStateException TimeLimit(TimeSpan limit, Exception cause) => new(
        StateErrorKind.NotPermitted,
        ErrorCodes.ContractTimeLimit,
        $"Running a contract: it did not end within {limit.TotalSeconds:0.###} s and was stopped. Look for an endless loop, or raise the limit.",
        cause);

    /// <param name="ended">How, for example "exit code 3".</param>
    /// <param name="cause">What the pipe said.</param>
    public static P8eStateException Ended(string ended, Exception cause) => new(
        StateErrorKind.NotPermitted,
        ErrorCodes.ContractProcessEnded,
        $"Running a contract: its process ended without an answer ({ended}). A contract may not exit the process, write to the sandbox's "
        + "streams, recurse without end or exceed its memory or processor time.",
        cause);

    /// <param name="cause">What the pipe said; it quotes no content.</param>
    public static P8eInputException TooLarge(WireException cause) => new(
        ErrorCodes.LimitExceeded,
        $"Running a contract: package or values do not fit into one message to the sandbox. {cause.Message} Use smaller or fewer records.",
        cause);

    public static P8eTransientException Unavailable(Exception cause) => new(
        ErrorCodes.SandboxUnavailable,
        "Starting the sandbox: its process could not be started. Check that P8e.Execution.Sandbox and /bin/sh are on this machine.",
        retryAfter: null,
        cause);

    private static string Said(FailureReply failure) => $"Running a contract: {failure.Text}";
}
