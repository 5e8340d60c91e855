using System.Diagnostics;

namespace P8e.Benchmarks.Devchain;

/// <summary>Rounds of the same number of transactions from all accounts at once, each account's in order.</summary>
internal sealed class DevchainRun(BenchedChain chain, IReadOnlyList<Envelopes> accounts)
{
    // The specifications.
    private int _sent = 1;

    /// <summary>One round, from the first that is sent to the last that is in a block. Signing is not in it, the clients are.</summary>
    /// <param name="each">How many every account sends.</param>
    /// <param name="send">Sends one of an account.</param>
    internal async Task<DevchainRound> RunAsync(int each, Func<int, ReadOnlyMemory<byte>, Task> send)
    {
        var signed = await Task.WhenAll(accounts.Select(account => account.SignAsync(each)));
        await chain.IncludedAsync(_sent);
        var count = each * accounts.Count;
        _sent += count;
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(signed.Select((transactions, account) => Task.Run(async () =>
        {
            foreach (var transaction in transactions)
            {
                await send(account, transaction);
            }
        })));
        await chain.IncludedAsync(_sent);
        return new DevchainRound(
            count / Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / count);
    }
}
