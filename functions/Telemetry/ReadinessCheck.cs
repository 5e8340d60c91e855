using P8e.Azure.Telemetry;
using P8e.Cryptography.Curve;
using P8e.Functions.Hosting;
using P8e.Protocol.Errors;

namespace P8e.Functions.Telemetry;

/// <summary>Judges what is known of this process. It calls nobody, so it may be asked as often as anybody likes.</summary>
/// <param name="options">Shape, roles, limits.</param>
/// <param name="setUp">Whether it is done.</param>
/// <param name="signals">What the parts did last.</param>
/// <param name="calls">How storage calls have gone; null before there were any clients.</param>
/// <param name="clock">The clock.</param>
internal sealed class ReadinessCheck(ProgramOptions options, SetUp setUp, ProgramSignals signals, Func<ServiceCalls?> calls, TimeProvider clock)
{
    /// <summary>Storage and vault answer again within this time, or somebody has to look.</summary>
    internal static readonly TimeSpan ServicePatience = TimeSpan.FromSeconds(30);

    /// <summary>A failure that is older says nothing of now: who is given no work makes no calls, and would stay unready for ever.</summary>
    internal static readonly TimeSpan FailureCountsFor = TimeSpan.FromMinutes(2);

    /// <summary>A timer may fail this long for want of others; beside three of its periods it may also rest so long.</summary>
    internal static readonly TimeSpan TimerPatience = TimeSpan.FromMinutes(5);

    /// <summary>The follower stands until somebody decides; no other instance would do better.</summary>
    private static readonly HashSet<string> Standstills =
        [ErrorCodes.ChainContradiction, ErrorCodes.ChainWrongChain, ErrorCodes.ChainBlocksPruned, ErrorCodes.ChainEventInvalid];

    private bool TicksHere => !options.IsCustomHandler && options.Host.Roles.HasFlag(HostRoles.Timers);

    internal Readiness Judge()
    {
        if (!setUp.IsDone)
        {
            return new Readiness(IsStarted: false, setUp.Trouble is { } trouble ? [new(trouble.Code, "the set-up waits for what is out of reach and tries again", true)] : []);
        }

        return new Readiness(IsStarted: true, [
            .. Service(calls(), ErrorCodes.StorageUnavailable, "every call of the storage account fails"),
            .. Service(signals.Vault, ErrorCodes.VaultUnavailable, "every call of the vault fails; nothing can be signed with its keys"),
            .. signals.Timers.SelectMany(timer => Timer(timer.Key, timer.Value)),
            .. Follower(), .. Curve(),
        ]);
    }

    private IEnumerable<ReadinessReason> Service(ServiceCalls? service, string code, string text)
    {
        if (service is { FailingSince: { } since })
        {
            var now = clock.GetUtcNow();
            yield return new(code, text, now - since > ServicePatience && now - service.LastFailed < FailureCountsFor);
        }
    }

    private IEnumerable<ReadinessReason> Timer(string name, TimerSignal timer)
    {
        var now = clock.GetUtcNow();
        if (timer.Code is { } code)
        {
            yield return new(code, $"timer {name} fails", Standstills.Contains(code) || now - timer.FailingSince > TimerPatience);
        }

        var rested = now - (timer.Began ?? timer.Seen);
        if ((TicksHere || timer.Began is not null) && rested > (timer.Period * 3) + TimerPatience)
        {
            yield return new("timer.overdue", timer.Began is null ? $"timer {name} has not come for a long time" : $"a tick of timer {name} does not end", true);
        }
    }

    private IEnumerable<ReadinessReason> Follower()
    {
        if (signals.Follower is { BlockTime: { } time } follower && (clock.GetUtcNow() - time).TotalSeconds > options.Telemetry.LagSeconds)
        {
            // At the node's head and yet late: the chain or the node makes no blocks. That is to be known, but this program can do nothing better.
            yield return follower.Height < follower.LatestHeight
                ? new("follower.behind", "the follower is far behind the chain", true)
                : new("chain.no_blocks", "the node has had no new block for a long time", false);
        }
    }

    private IEnumerable<ReadinessReason> Curve()
    {
        if (options.Affiliate.HasKeys && Secp256k1.Default.Backend == CurveBackend.Platform)
        {
            yield return new("curve.fallback", "libsecp256k1 is missing; signatures and keys take many times as long", false);
        }
    }
}
