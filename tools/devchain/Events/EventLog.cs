using Google.Protobuf;

namespace P8e.Devchain.Events;

/// <summary>Collects the events of one stretch of work: the ante handler, one message, the post handler.</summary>
internal sealed class EventLog
{
    private readonly List<ChainEvent> _events = [];

    internal IReadOnlyList<ChainEvent> All => _events;

    internal void Add(ChainEvent chainEvent) => _events.Add(chainEvent);

    internal void Add(IMessage typed) => _events.Add(TypedEvent.From(typed));

    internal void AddRange(IEnumerable<ChainEvent> others) => _events.AddRange(others);
}
