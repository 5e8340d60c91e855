using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>What reaches a working actor from others: reminders, and outcomes of its activities. Safe for use by several threads.</summary>
internal sealed class ActorInbox
{
    private readonly Lock _gate = new();
    private readonly List<HubReminder> _reminders = [];
    private readonly Queue<StoredRecord> _outcomes = new();
    private TaskCompletionSource _signal = new();
    private bool _isClosed;

    /// <summary>Hands over a reminder; false when the actor has ended, so that another must be started.</summary>
    internal bool TryRemind(HubReminder reminder)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _reminders.Add(reminder);
            signal = _signal;
        }

        signal.TrySetResult();
        return true;
    }

    internal void Add(StoredRecord outcome)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            _outcomes.Enqueue(outcome);
            signal = _signal;
        }

        signal.TrySetResult();
    }

    /// <summary>Takes the reminders, and outcomes of at most a number of bytes; one at least.</summary>
    internal (IReadOnlyList<HubReminder> Reminders, IReadOnlyList<StoredRecord> Outcomes) Take(int bytesMax)
    {
        lock (_gate)
        {
            var reminders = _reminders.ToArray();
            _reminders.Clear();
            var outcomes = new List<StoredRecord>();
            for (var bytes = 0L; bytes < bytesMax && _outcomes.TryDequeue(out var outcome);)
            {
                bytes += outcome.CalculateSize();
                outcomes.Add(outcome);
            }

            if (_outcomes.Count == 0)
            {
                _signal = new TaskCompletionSource();
            }

            return (reminders, outcomes);
        }
    }

    /// <summary>Completes when there is something to take.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _signal.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the actor unless something has come in.</summary>
    internal bool TryClose()
    {
        lock (_gate)
        {
            _isClosed = _reminders.Count == 0 && _outcomes.Count == 0;
            return _isClosed;
        }
    }

    /// <summary>Ends the actor, whatever has come in: the store still has it.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }
}
