using P8e.Durable.Hub.Stored;
using P8e.Durable.Wire;
using static P8e.Durable.Wire.HistoryEvent;

namespace P8e.Durable.Hub;

/// <summary>
/// What a history asks for and has no answer to yet. There is no separate outbox: an activity is to be run as long as its history has it scheduled and not completed, so asking and
/// recording are one step.
/// </summary>
internal sealed class OpenEffects
{
    private readonly int _generation;
    private readonly Dictionary<int, DateTimeOffset> _timers = [];
    private readonly HashSet<int> _fired = [];
    private readonly HashSet<EffectKey> _children = [];

    internal OpenEffects(int generation, IEnumerable<StoredRecord> records)
    {
        _generation = generation;
        foreach (var record in records)
        {
            Apply(record);
        }
    }

    /// <summary>Activities without an outcome, also those of older generations.</summary>
    internal Dictionary<EffectKey, StoredRecord> Activities { get; } = [];

    /// <summary>The start of this generation, once its record is here.</summary>
    internal HistoryEvent? Start { get; private set; }

    /// <summary>Timers of this generation that have not fired.</summary>
    internal IReadOnlyDictionary<int, DateTimeOffset> Timers => _timers;

    /// <summary>Whether a message has to go out for this record.</summary>
    internal static bool IsOutbound(StoredRecord record) =>
        record.Event.EventTypeCase is EventTypeOneofCase.EventSent or EventTypeOneofCase.SubOrchestrationInstanceCreated;

    internal bool IsChildOpen(int generation, int id) => _children.Contains(new EffectKey(generation, id));

    internal bool HasFired(int timer) => _fired.Contains(timer);

    internal void Apply(StoredRecord record)
    {
        var happened = record.Event;
        var own = new EffectKey(record.Generation, happened.EventId);
        switch (happened.EventTypeCase)
        {
            case EventTypeOneofCase.ExecutionStarted:
                Start = happened;
                break;
            case EventTypeOneofCase.TaskScheduled:
                Activities.Add(own, record);
                break;
            case EventTypeOneofCase.TaskCompleted:
                Activities.Remove(own with { Id = happened.TaskCompleted.TaskScheduledId });
                break;
            case EventTypeOneofCase.TaskFailed:
                Activities.Remove(own with { Id = happened.TaskFailed.TaskScheduledId });
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceCreated:
                _children.Add(own);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                _children.Remove(own with { Id = happened.SubOrchestrationInstanceCompleted.TaskScheduledId });
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceFailed:
                _children.Remove(own with { Id = happened.SubOrchestrationInstanceFailed.TaskScheduledId });
                break;
            case EventTypeOneofCase.TimerCreated when record.Generation == _generation:
                _timers.Add(happened.EventId, happened.TimerCreated.FireAt.ToDateTimeOffset());
                break;
            case EventTypeOneofCase.TimerFired:
                _timers.Remove(happened.TimerFired.TimerId);
                _fired.Add(happened.TimerFired.TimerId);
                break;
            default:
                break;
        }
    }
}
