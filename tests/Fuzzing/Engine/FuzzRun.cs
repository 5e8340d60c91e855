using System.Diagnostics;
using System.Text.RegularExpressions;
using P8e.Ports;

namespace P8e.Fuzzing.Tests.Engine;

/// <summary>
/// Gives a parser inputs that are made of others, for some time. An input with an answer of a new kind joins those that others are made of. Each is measured: only refusals may be thrown,
/// within a second, and with no more memory than the input's length allows.
/// </summary>
internal sealed partial class FuzzRun(FuzzTarget target, int seed)
{
    private const int PoolMax = 2048;
    private const int Attempts = 3;
    private const int StackBytes = 1024 * 1024;

    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(1);

    /// <summary>Beyond this an input is taken for one that never ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<byte[]> _pool = [];
    private readonly HashSet<string> _kinds = [];
    private long _inputs;
    private long _taken;
    private long _seedsTaken;
    private double _mostPerByte;
    private TimeSpan _slowest;
    private byte[] _current = [];

    /// <summary>Where findings are written.</summary>
    internal static string Findings { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "fuzzing")).FullName;

    /// <summary>Runs on a thread of its own, with a stack as small as any that the product uses.</summary>
    internal FuzzReport Run(TimeSpan budget)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Catch(budget), StackBytes) { IsBackground = true };
        thread.Start();
        if (!thread.Join(budget + Patience))
        {
            throw new FuzzFinding(target, seed, _current, $"it had not answered after {Patience}");
        }

        return failure is null
            ? new FuzzReport(_inputs, _taken, _seedsTaken, _kinds, _mostPerByte, _slowest)
            : throw (failure is FuzzFinding ? failure : new InvalidOperationException($"Fuzzing {target.Name} with seed {seed} broke off.", failure));
    }

    [GeneratedRegex("[0-9]+|'[^']*'|\"[^\"]*\"|[0-9a-fA-F]{8,}")]
    private static partial Regex Particulars();

    private Exception? Catch(TimeSpan budget)
    {
        try
        {
            using var last = new LastInput(target.Name);
            Work(last, budget);
            return null;
        }
        catch (Exception error)
        {
            // Told by the thread that waits for this one.
            return error;
        }
    }

    private void Work(LastInput last, TimeSpan budget)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random);
        foreach (var input in Corpus.Kept(target.Name).Concat(target.Seeds()))
        {
            // Unmeasured the first time: what the parser sets up once is no input's doing.
            _ = Refusal(input, out _);
            last.Keep(input);
            if (Try(input) is var kind && _pool.Count < PoolMax && (kind.Length == 0 || _kinds.Add(kind)))
            {
                _pool.Add(input);
            }
        }

        _seedsTaken = _taken;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < budget)
        {
            var input = mutator.Mutate(_pool[random.Next(_pool.Count)], _pool[random.Next(_pool.Count)]);
            last.Keep(input);
            if (Try(input) is { Length: > 0 } kind && _pool.Count < PoolMax && _kinds.Add(kind))
            {
                _pool.Add(input);
            }
        }
    }

    /// <summary>Gives the parser an input and judges it.</summary>
    /// <returns>The kind of the answer; empty when the input was taken.</returns>
    private string Try(byte[] input)
    {
        _current = input;
        _inputs++;
        for (var attempt = 1; ; attempt++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var refusal = Refusal(input, out var isTaken);
            var time = Stopwatch.GetElapsedTime(started);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

            // A machine that paused, or something that was set up once, is no fault of the parser: it does better the next time.
            var isTooMuch = allocated > target.MostAllocated(input.Length);
            if ((!isTooMuch && time <= LongestInput) || attempt == Attempts)
            {
                _taken += isTaken ? 1 : 0;
                _slowest = time > _slowest ? time : _slowest;
                _mostPerByte = Math.Max(_mostPerByte, (double)(allocated - target.MostAllocated(0)) / Math.Max(1, input.Length));
                return isTooMuch ? throw new FuzzFinding(target, seed, input, $"it allocated {allocated} bytes, more than the {target.MostAllocated(input.Length)} allowed for this length")
                    : time > LongestInput ? throw new FuzzFinding(target, seed, input, $"it took {time}")
                    : isTaken ? string.Empty
                    : refusal is null ? "no" : Particulars().Replace($"{refusal.GetType().Name}: {refusal.Message}", "#");
            }
        }
    }

    private Exception? Refusal(byte[] input, out bool isTaken)
    {
        isTaken = false;
        try
        {
            isTaken = target.Run(input);
            return null;
        }
        catch (Exception error) when (target.IsRefusal(error))
        {
            return error;
        }
        catch (Exception error)
        {
            throw new FuzzFinding(target, seed, input, $"it threw {error.GetType().Name}, {error.Message}", error);
        }
    }
}
