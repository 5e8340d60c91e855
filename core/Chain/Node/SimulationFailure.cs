using P8e.Protocol.Errors;

namespace P8e.Chain.Node;

/// <summary>The error of a trial execution, from the text a node gives with gRPC UNKNOWN (provenance-chain 5.6.7).</summary>
internal static class SimulationFailure
{
    // CalculateTxFees puts this before every reason, whatever its own code was.
    private const string Preamble = "codespace sdk code 18: invalid request: ";

    /// <summary>
    /// <see cref="ErrorCodes.ChainSequenceMismatch"/> when the text tells of one, else <see cref="ErrorCodes.ChainSimulationFailed"/>. Nothing
    /// finer: the query's own code is the same for every reason.
    /// </summary>
    /// <param name="text">The node's text.</param>
    internal static P8eStateException From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reason = NodeText.Shorten(text.StartsWith(Preamble, StringComparison.Ordinal) ? text[Preamble.Length..] : text);
        return SequenceMismatch.Find(reason) is null
            ? new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.ChainSimulationFailed,
                $"Asking what a transaction costs: the chain would refuse it: {reason}. Correct the messages, or what they depend on.")
            : new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.ChainSequenceMismatch,
                $"Asking what a transaction costs: {reason}. Read the account's sequence again.");
    }
}
