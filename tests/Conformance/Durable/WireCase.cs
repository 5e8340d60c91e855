using System.Text.Json;
using P8e.Durable.Wire;

namespace P8e.Conformance.Durable;

/// <summary>A recorded request, answered by the handler that the host calls; and the recorded answer, read and written again.</summary>
internal static class WireCase
{
    internal static void Check(JsonElement sample, ReplayCase replay)
    {
        var request = Convert.FromBase64String(sample.GetProperty("requestBase64").GetString()!);
        var expected = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(sample.GetProperty("responseBase64").GetString()!));
        var decoded = OrchestratorRequest.Parser.ParseFrom(request);
        Expect.Equal("past events", sample.GetProperty("pastEvents").GetInt32(), decoded.PastEvents.Count);
        Expect.Equal("new events", sample.GetProperty("newEvents").GetInt32(), decoded.NewEvents.Count);

        var actual = OrchestratorResponse.Parser.ParseFrom(replay.Handler().Handle(request));
        Expect.Equal("actions", sample.GetProperty("actions").GetInt32(), actual.Actions.Count);
        replay.CheckActions(sample.GetProperty("round").GetInt32(), actual.Actions);
        // Messages are compared as values: the order of fields and of map entries may differ between libraries.
        Expect.Equal("response", Comparable(expected, replay), Comparable(actual, replay));
    }

    /// <summary>Without what only one of them has: stack traces, and failure details where the case compares them in its own way.</summary>
    private static OrchestratorResponse Comparable(OrchestratorResponse response, ReplayCase replay)
    {
        var copy = response.Clone();
        foreach (var completion in copy.Actions.Select(action => action.CompleteOrchestration).OfType<CompleteOrchestrationAction>())
        {
            if (replay.HasOwnComparison)
            {
                completion.FailureDetails = null;
            }
            else if (completion.FailureDetails is { } failure)
            {
                failure.StackTrace = null;
            }
        }

        return copy;
    }
}
