using System.Text.RegularExpressions;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Server;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Runs one case of sending objects on: our store is the sender, and the driver plays the peer.</summary>
internal sealed partial class ReplicationCase(StoreCase recorded, ReplicationStage stage, Tally tally)
{
    private const int DataBytes = 1 << 20;
    private const int LongPayload = 6000;
    private const int AfterwardsSeconds = 6;

    private readonly ReplicationStory _story = new(recorded);
    private readonly Verdict _verdict = new(tally);

    private ReplicationJudge Judge => new(recorded, stage, _verdict);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        RefuseUntold();
        await stage.EnterAsync(recorded, cancellationToken);
        await RegisterAsync(_story.Early, cancellationToken);
        foreach (var peer in stage.Peers)
        {
            peer.Value.Refused = _story.Refused;
        }

        if (_story.IsPeerHung)
        {
            stage.Peers.First().Value.Hangs = true;
        }

        await EndPeerAsync();
        await PutPreparedAsync(cancellationToken);
        if (recorded.Find("pendingWhileRbInMaintenance") is not null)
        {
            await stage.SetMaintenanceAsync("rb", true, cancellationToken);
        }

        await RunStepsAsync(cancellationToken);
        await stage.PassAsync(AfterwardsSeconds, cancellationToken);
        await Judge.JudgeAsync(cancellationToken);
        _verdict.ThrowFailures();
    }

    /// <summary>What needs more than counts and one peer's answers.</summary>
    private void RefuseUntold()
    {
        var reason = recorded.Find("slowPeer") is not null ? "times of two peers by the millisecond; that peers are isolated is compared where one hangs"
            : null;
        if (reason is not null)
        {
            throw new NotComparableException(reason);
        }
    }

    private async Task RegisterAsync(IEnumerable<(string On, string Key, string Url)> entries, CancellationToken cancellationToken)
    {
        foreach (var (on, key, url) in entries)
        {
            await stage.RegisterAsync(on, Convert.FromBase64String(recorded.Recording.KeyText(key)), url, !_story.IsPeerAbsent, cancellationToken);
        }
    }

    /// <summary>Stops a peer that was connected, where that is what the case is about.</summary>
    private async Task EndPeerAsync()
    {
        if (recorded.Find("failedPutsAtSecond") is not null)
        {
            await stage.StopPeerAsync(stage.Peers.Keys.Single());
        }
    }

    private async Task PutPreparedAsync(CancellationToken cancellationToken)
    {
        foreach (var (number, reader, losesFile) in _story.Prepared)
        {
            var usual = PutTemplate.FirstOf(recorded);
            var (owner, other) = (recorded.Recording.KeyText("dev1"), recorded.Recording.KeyText(reader));
            var upload = (usual with { Container = SyntheticContainer.Build(usual.Container, number, owner, [other, owner], null) }).WithHashOf($"prepared-{number}");
            upload = losesFile ? upload.WithPayload(RecordedRequest.Pattern(LongPayload)) : upload;
            var answer = await stage["ra"].Caller.CallAsync("/objectstore.ObjectService/Put", upload.Frames(DataBytes), cancellationToken);
            Expect.Equal("status of a prepared Put", "Ok \"\"", answer.ToString());
            if (losesFile)
            {
                await Damage.LostFiles.DoAsync(stage["ra"].Store, cancellationToken);
            }
            else if (_story.LosesProperties)
            {
                await Damage.LostProperties.DoAsync(stage["ra"].Store, cancellationToken);
            }
        }

        if (_story.Late.Any() && recorded.Steps.Count == 0)
        {
            await stage.PassAsync(1, cancellationToken);
            await LateAsync(cancellationToken);
        }
    }

    private async Task RunStepsAsync(CancellationToken cancellationToken)
    {
        for (var index = 0; index < recorded.Steps.Count; index++)
        {
            var step = recorded.Steps[index];
            var sender = stage[On().Match(step.Label) is { Success: true } on ? on.Groups[1].Value : "ra"];
            _verdict.Failures.AddRange(await new StoreCaseRun(recorded, sender.Store, sender.Setup, stage.Names, tally).RunAsync(step, sender.Caller, cancellationToken));
            if (step.Call.EndsWith("/Put", StringComparison.Ordinal))
            {
                await stage.PassAsync(_story.IsPeerAbsent ? 0 : 2, cancellationToken);
            }

            if (index == 0 && _story.Late.Any())
            {
                await Judge.CompareQueueAsync("queueBefore", "ra", null, null, cancellationToken);
                await LateAsync(cancellationToken);
            }
        }
    }

    /// <summary>What was registered later, and the hour after which the sender sees to what needs no sending any more.</summary>
    private async Task LateAsync(CancellationToken cancellationToken)
    {
        await RegisterAsync(_story.Late, cancellationToken);
        if (recorded.Find("markedAtSecond") is not null)
        {
            stage.Clock.Advance(TimeSpan.FromHours(1));
            await stage.PassAsync(1, cancellationToken);
            await Judge.CompareQueueAsync("queueAfter", "ra", null, null, cancellationToken);
        }
    }

    [GeneratedRegex(@"\b(ra|rb)\b", RegexOptions.CultureInvariant)]
    private static partial Regex On();
}
