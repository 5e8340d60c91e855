using P8e.Protocol.Errors;

namespace P8e.Ports.Objects;

/// <summary>
/// Which of the storage calls fails, counted over an index and its blobs together. Every call gives its thread away first, so that what runs
/// at the same time really interleaves.
/// </summary>
/// <param name="failingCall">The call that fails, counted from 1; 0 for none.</param>
/// <param name="side">When it fails.</param>
public sealed class FaultPlan(int failingCall, FaultSide side)
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];

    /// <summary>A plan without faults, which only counts.</summary>
    public static FaultPlan None() => new(0, FaultSide.Before);

    /// <summary>Names of all calls so far, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Whether the planned fault has happened.</summary>
    public bool Fired => failingCall > 0 && Calls.Count >= failingCall;

    internal async Task<T> RunAsync<T>(string call, Func<Task<T>> effect)
    {
        var fails = Enter(call);
        await Task.Yield();
        if (fails && side == FaultSide.Before)
        {
            throw Fault(call);
        }

        var answer = await effect();
        if (!fails)
        {
            return answer;
        }

        if (answer is IAsyncDisposable lost)
        {
            await lost.DisposeAsync();
        }

        throw Fault(call);
    }

    internal Task RunAsync(string call, Func<Task> effect) => RunAsync(
        call,
        async () =>
        {
            await effect();
            return true;
        });

    internal async IAsyncEnumerable<T> ListAsync<T>(string call, IAsyncEnumerable<T> items)
    {
        var fails = Enter(call);
        await Task.Yield();
        if (fails && side == FaultSide.Before)
        {
            throw Fault(call);
        }

        await foreach (var item in items)
        {
            yield return item;
        }

        if (fails)
        {
            throw Fault(call);
        }
    }

    private static P8eTransientException Fault(string call) => new(ErrorCodes.StorageUnavailable, $"Calling {call}: planned fault.");

    private bool Enter(string call)
    {
        lock (_gate)
        {
            _calls.Add(call);
            return _calls.Count == failingCall;
        }
    }
}
