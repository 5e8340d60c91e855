using System.Collections.Concurrent;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>
/// Puts objects at the originator without end, several at a time, and asks both stores for them meanwhile, also for such as are on their way or were given up: what comes back is the
/// whole content or nothing, and what was acknowledged, or seen, stays.
/// </summary>
internal sealed class StoreTraffic(StorePair pair, int seed)
{
    private const int Putters = 3;
    private const int Readers = 2;
    private const int Recent = 24;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    /// <summary>Before a put is tried again: a program takes a while to come back, and needs the processor for that.</summary>
    private static readonly TimeSpan PauseBeforeRepeat = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<int, KilledObject> _begun = [];
    private readonly ConcurrentDictionary<(int Number, string Party), bool> _seen = [];
    private readonly ConcurrentDictionary<int, KilledObject> _acknowledged = [];
    private int _last = -1;
    private int _readings;
    private int _cut;

    internal IReadOnlyList<KilledObject> Acknowledged => [.. _acknowledged.Values.OrderBy(what => what.Number)];

    /// <summary>What was begun and not acknowledged: there or not, but nothing in between.</summary>
    internal IReadOnlyList<KilledObject> GivenUp => [.. _begun.Values.Where(what => !_acknowledged.ContainsKey(what.Number)).OrderBy(what => what.Number)];

    internal string Summary => $"{_begun.Count} objects begun, {_acknowledged.Count} acknowledged, {_cut} tries cut or refused, {_readings} readings answered";

    /// <summary>Runs until it is told to end, and lets puts that are on their way end first; fails with the first thing that is not as it should be.</summary>
    internal async Task RunAsync(CancellationToken until, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(until, cancellationToken);
        await Task.WhenAll(
            [.. Enumerable.Range(0, Putters).Select(_ => StopAllAtTheFirstFault(token => PutAsync(token, cancellationToken), end)),
            .. Enumerable.Range(0, Readers).Select(reader => StopAllAtTheFirstFault(token => ReadAsync(new Random(seed + reader), token), end))]);
    }

    /// <summary>Waits until something more has been acknowledged.</summary>
    internal async Task NextAcknowledgementAsync(Task running, CancellationToken cancellationToken)
    {
        var before = _acknowledged.Count;
        while (_acknowledged.Count == before && !running.IsCompleted)
        {
            await Task.Delay(Pause / 10, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Asks a store for an object and judges the answer.</summary>
    /// <returns>Whether it is there; null when nobody answered.</returns>
    internal async Task<bool?> CheckAsync(KilledObject what, StoreParty party, bool overGrpc, CancellationToken cancellationToken)
    {
        var must = _seen.ContainsKey((what.Number, party.Name));
        var (answered, content) = await party.TryGetAsync(what, overGrpc, cancellationToken);
        if (!answered)
        {
            return null;
        }

        Interlocked.Increment(ref _readings);
        if (content is null)
        {
            return must ? throw new InvalidOperationException($"{what} is gone from the {party.Name}'s store") : false;
        }

        _seen[(what.Number, party.Name)] = true;
        return content.AsSpan().SequenceEqual(what.Content())
            ? true : throw new InvalidOperationException($"{what}: the {party.Name}'s store gave {content.Length} bytes that are not its content");
    }

    private static async Task StopAllAtTheFirstFault(Func<CancellationToken, Task> work, CancellationTokenSource end)
    {
        try
        {
            await work(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The traffic is over; what would have been tried again is given up.
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
    }

    private async Task PutAsync(CancellationToken until, CancellationToken cancellationToken)
    {
        while (!until.IsCancellationRequested)
        {
            var what = new KilledObject(seed, Interlocked.Increment(ref _last));
            _begun[what.Number] = what;
            bool isStored;
            while (!(isStored = await pair.Originator.TryPutAsync(what, pair.Servicer.Key.Key, cancellationToken)) && what.IsRepeated)
            {
                Interlocked.Increment(ref _cut);
                await Task.Delay(PauseBeforeRepeat, TimeProvider.System, until);
            }

            if (isStored)
            {
                _seen[(what.Number, pair.Originator.Name)] = true;
                _acknowledged[what.Number] = what;
            }
            else
            {
                Interlocked.Increment(ref _cut);
                await Task.Delay(PauseBeforeRepeat, TimeProvider.System, until);
            }
        }
    }

    private async Task ReadAsync(Random random, CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            if (last >= 0 && _begun.TryGetValue(random.Next(Math.Max(0, last - Recent), last + 1), out var what))
            {
                await CheckAsync(what, random.Next(2) == 0 ? pair.Originator : pair.Servicer, random.Next(2) == 0, cancellationToken);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}
