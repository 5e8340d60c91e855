using P8e.Protocol.Errors;

namespace P8e.Chain;

/// <summary>The one question that comes before anything is signed, sent or followed: is this our chain?</summary>
internal static class ChainIdentity
{
    private const int ShownMaximum = 60;

    /// <summary>Refuses another chain.</summary>
    /// <param name="expected">The configured chain id.</param>
    /// <param name="actual">The one that a node or a stored row names.</param>
    /// <param name="doing">What was being done, as the start of a message.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ChainWrongChain"/>.</exception>
    internal static void Require(string expected, string actual, string doing)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.ChainWrongChain,
                $"{doing}: the chain is '{expected}' by configuration and '{Shown(actual)}' by what answered. Nothing was done. Correct the "
                + "chain id or the node's address.");
        }
    }

    // A node may answer anything: only as much as helps, and only what prints.
    private static string Shown(string text) => string.Concat(text.Take(ShownMaximum).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
