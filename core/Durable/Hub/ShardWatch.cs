using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>One shard of the reminders as one process sees it: whether it holds the lease, and what is due.</summary>
internal sealed class ShardWatch(int shard, string owner, TaskHubClient client) : IDisposable
{
    private const int PageSize = 100;

    private DateTimeOffset? _heldUntil;
    private CancellationTokenSource _work = new();

    /// <summary>Ends when the lease is lost: another process may have the shard's instances now.</summary>
    internal CancellationToken Work => _work.Token;

    internal bool IsHeld => client.Time.GetUtcNow() < _heldUntil;

    /// <summary>Hands over what is due, and says when the next is.</summary>
    internal async Task<DateTimeOffset?> LookAsync(Action<HubReminder> handOver, CancellationToken cancellationToken)
    {
        if (!await HoldAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        HubReminder? last = null;
        while (true)
        {
            var page = await client.Store.ReadRemindersAsync(shard, last, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var reminder in page)
            {
                if (reminder.Due > client.Time.GetUtcNow())
                {
                    return reminder.Due;
                }

                handOver(reminder);
            }

            if (page.Count < PageSize)
            {
                return null;
            }

            last = page[^1];
        }
    }

    /// <summary>Ends the work on this shard; the lease stays until it is released, so that nobody else begins meanwhile.</summary>
    internal void Stop() => _work.Cancel();

    internal async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (IsHeld)
        {
            _heldUntil = null;
            await client.Store.ReleaseLeaseAsync(shard, owner, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _work.Cancel();
        _work.Dispose();
    }

    private async Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        var now = client.Time.GetUtcNow();
        var length = TimeSpan.FromSeconds(client.Options.LeaseSeconds);
        if (now < _heldUntil - (length / 2))
        {
            return true;
        }

        if (now >= _heldUntil)
        {
            Lose();
        }

        if (await client.Store.TryHoldLeaseAsync(shard, owner, now, now + length, cancellationToken).ConfigureAwait(false))
        {
            _heldUntil = now + length;
            return true;
        }

        if (_heldUntil is not null)
        {
            Lose();
        }

        return false;
    }

    private void Lose()
    {
        _heldUntil = null;
        _work.Cancel();
        _work.Dispose();
        _work = new CancellationTokenSource();
    }
}
