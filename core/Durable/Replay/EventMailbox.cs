namespace P8e.Durable.Replay;

/// <summary>Events of one run by name: the waits for them, and those that nobody waited for (functions-host 4.5). Names match ignoring case.</summary>
internal sealed class EventMailbox(EventWaiterOrder order)
{
    private readonly Dictionary<string, LinkedList<TaskCompletionSource<string?>>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<BufferedEvent>> _buffered = new(StringComparer.OrdinalIgnoreCase);
    private int _arrivals;

    /// <summary>How many waits are open.</summary>
    internal int Waiting { get; private set; }

    /// <summary>Hands an event to the wait whose turn it is, or keeps it.</summary>
    internal void Deliver(string name, string? payload)
    {
        if (_waiters.TryGetValue(name, out var waiters) && (order == EventWaiterOrder.OldestFirst ? waiters.First : waiters.Last) is { } waiter)
        {
            Remove(waiter);
            waiter.Value.SetResult(payload);
            return;
        }

        if (!_buffered.TryGetValue(name, out var events))
        {
            _buffered.Add(name, events = new Queue<BufferedEvent>());
        }

        events.Enqueue(new BufferedEvent(_arrivals++, name, payload));
    }

    /// <summary>Takes the oldest kept event of a name.</summary>
    internal bool TryTake(string name, out string? payload)
    {
        var found = _buffered.TryGetValue(name, out var events) && events.Count > 0;
        payload = found ? events!.Dequeue().Payload : null;
        return found;
    }

    internal LinkedListNode<TaskCompletionSource<string?>> Wait(string name)
    {
        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters.Add(name, waiters = new LinkedList<TaskCompletionSource<string?>>());
        }

        Waiting++;
        return waiters.AddLast(new TaskCompletionSource<string?>());
    }

    /// <summary>Ends a wait; false when it had ended already. A wait that is over must not swallow an event.</summary>
    internal bool Remove(LinkedListNode<TaskCompletionSource<string?>> waiter)
    {
        if (waiter.List is null)
        {
            return false;
        }

        waiter.List.Remove(waiter);
        Waiting--;
        return true;
    }

    /// <summary>Ends every wait: from now on events are only kept.</summary>
    internal void Close()
    {
        _waiters.Clear();
        Waiting = 0;
    }

    /// <summary>What nobody took, in the order of arrival.</summary>
    internal IEnumerable<BufferedEvent> Unread() => _buffered.Values.SelectMany(events => events).OrderBy(arrived => arrived.Arrival);
}
