using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Google.Protobuf;
using P8e.Durable;
using P8e.Durable.Replay;
using P8e.Durable.Wire;

namespace P8e.Conformance.Durable;

/// <summary>One recorded case: an orchestrator program and rounds of events with the decisions they must lead to.</summary>
internal sealed class ReplayCase
{
    private readonly JsonElement _element;
    private readonly string _instanceId;
    private readonly ReplayPolicy _policy;

    internal ReplayCase(JsonElement file, JsonElement element)
    {
        _element = element;
        _instanceId = file.GetProperty("instanceId").GetString()!;
        var longestTimer = element.TryGetProperty("maximumTimerInterval", out var own) ? own : file.GetProperty("maximumTimerInterval");
        _policy = new ReplayPolicy
        {
            TimerIntervalMax = XmlConvert.ToTimeSpan(longestTimer.GetString()!),
            // The only two recorded policies that exclude each other (vectors README).
            EventWaiters = element.TryGetProperty("policy", out var policy) && policy.GetString() == "event-waiters-lifo"
                ? EventWaiterOrder.NewestFirst
                : EventWaiterOrder.OldestFirst,
        };
    }

    internal string Id => _element.GetProperty("id").GetString()!;

    internal int Rounds => _element.GetProperty("rounds").GetArrayLength();

    internal bool HasOwnComparison => _element.TryGetProperty("compare", out _);

    internal OrchestratorHandler Handler() => new(Registry(), _policy);

    internal void Check(int index)
    {
        var round = _element.GetProperty("rounds")[index];
        var past = RecordedEvents.Read(round.GetProperty("past"));
        var recent = RecordedEvents.Read(round.GetProperty("new"));
        var outcome = new ReplayExecutor(Registry(), _policy).Execute(_instanceId, past, recent);
        CheckActions(index, outcome.Actions);
        CheckCustomStatus(round, outcome.CustomStatus);
    }

    internal async Task CheckAsync(int index, ReplayEndpoint endpoint, CancellationToken cancellationToken)
    {
        var round = _element.GetProperty("rounds")[index];
        var request = new OrchestratorRequest
        {
            InstanceId = _instanceId,
            PastEvents = { RecordedEvents.Read(round.GetProperty("past")) },
            NewEvents = { RecordedEvents.Read(round.GetProperty("new")) },
        };
        var response = OrchestratorResponse.Parser.ParseFrom(await endpoint(Registry(), _policy, request.ToByteArray(), cancellationToken));
        CheckActions(index, response.Actions);
        CheckCustomStatus(round, response.CustomStatus);
    }

    internal void CheckActions(int index, IReadOnlyList<OrchestratorAction> actions)
    {
        var expected = _element.GetProperty("rounds")[index].GetProperty("expect").GetProperty("actions");
        var comparison = new ActionComparison(HasOwnComparison ? _element.GetProperty("compare").GetProperty("failureDetails").GetString()! : "equal");
        comparison.Check([.. expected.EnumerateArray()], actions);
    }

    private static void CheckCustomStatus(JsonElement round, string? actual)
    {
        if (round.GetProperty("expect").TryGetProperty("customStatus", out var status))
        {
            ActionComparison.CheckJson("custom status", status.GetString(), actual);
        }
    }

    private OrchestratorRegistry Registry()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var round in _element.GetProperty("rounds").EnumerateArray())
        {
            names.UnionWith(round.GetProperty("past").EnumerateArray().Concat(round.GetProperty("new").EnumerateArray())
                .Where(happened => happened.GetProperty("type").GetString() == "ExecutionStarted")
                .Select(happened => happened.GetProperty("name").GetString()!));
        }

        var registry = new OrchestratorRegistry();
        var program = _element.GetProperty("orchestrator");
        foreach (var name in names)
        {
            registry.Add<JsonNode?, JsonNode?>(name, () => new ProgramOrchestrator(program));
        }

        return registry;
    }
}
