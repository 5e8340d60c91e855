using Google.Protobuf;

namespace P8e.Devchain.Events;

/// <summary>Collects the events of one stretch of work: the ante handler, one message, the post handler.</summary>
internal sealed class EventLog
{
    private readonly List<ChainEvent> events = [];

    internal IReadOnlyList<ChainEvent> All => events;

    internal void Add(ChainEvent chainEvent) => events.Add(chainEvent);

    internal void Add(IMessage typed) => events.Add(TypedEvent.From(typed));

    internal void AddRange(IEnumerable<ChainEvent> others) => events.AddRange(others);
}
