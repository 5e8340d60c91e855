using Google.Protobuf;

namespace P8e.Devchain.Ante;

/// <summary>
/// Whether the signatures of one transaction are valid, once that was computed. Beside the transaction itself and the chain's id, which do not
/// change, only the key and the account number decide it; so the last answer for each place is kept with these two.
/// </summary>
internal sealed class SignatureMemory
{
    private volatile Verdict?[] _verdicts = [];

    /// <summary>Gives the answer, and computes it only if it is not known.</summary>
    /// <param name="index">The signature's place.</param>
    /// <param name="key">The key, as its message has it.</param>
    /// <param name="accountNumber">The number that is signed.</param>
    /// <param name="verify">Computes it.</param>
    internal bool IsValid(int index, ByteString key, ulong accountNumber, Func<bool> verify)
    {
        if (index < _verdicts.Length && _verdicts[index] is { } known && known.AccountNumber == accountNumber && known.Key.Equals(key))
        {
            return known.Valid;
        }

        var verdict = new Verdict(key, accountNumber, verify());
        var verdicts = new Verdict?[Math.Max(index + 1, _verdicts.Length)];
        _verdicts.CopyTo(verdicts, 0);
        verdicts[index] = verdict;
        _verdicts = verdicts;
        return verdict.Valid;
    }

    private sealed record Verdict(ByteString Key, ulong AccountNumber, bool Valid);
}
