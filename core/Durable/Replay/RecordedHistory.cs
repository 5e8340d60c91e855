using System.Text;
using System.Text.Json;
using Google.Protobuf;
using P8e.Durable.Hub;
using P8e.Durable.Replay;
using P8e.Durable.Wire;

namespace P8e.Durable;

/// <summary>
/// Histories as files, so that tests replay them for ever (design section 5): what an old version recorded, every later one must decide again. The form is a JSON object of <c>instanceId</c> and
/// <c>events</c>, the protocol's messages in protobuf JSON.
/// </summary>
public static class RecordedHistory
{
    /// <summary>The history of the current generation of an instance.</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.InstanceNotFound"/>.</exception>
    public static async Task<string> ExportAsync(TaskHubClient client, string instanceId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var session = await InstanceSession.LoadAsync(client.Store, instanceId, cancellationToken).ConfigureAwait(false)
            ?? throw new DurableException(DurableErrorCodes.InstanceNotFound, $"Exporting the history of instance '{instanceId}': there is no such instance.");
        var text = new StringBuilder("{\"instanceId\":").Append(JsonSerializer.Serialize(instanceId)).Append(",\"events\":[\n");
        return text.AppendJoin(",\n", session.ReplayedEvents().Select(happened => JsonFormatter.Default.Format(happened))).Append("\n]}\n").ToString();
    }

    /// <summary>Replays a history on today's orchestrators, step by step, and compares every decision with the recorded one: its number, kind, names, input and time.</summary>
    /// <returns>Null when they decide what it says and nothing else; otherwise the first difference.</returns>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.RequestMalformed"/>: the text is no recorded history.</exception>
    public static string? Replay(OrchestratorRegistry orchestrators, string recorded, ReplayPolicy? policy = null)
    {
        var (instanceId, events) = Read(recorded);
        var executor = new ReplayExecutor(orchestrators, policy ?? new ReplayPolicy());
        var done = 0;
        while (events.FindIndex(done, happened => happened.OrchestratorCompleted is not null) is var end and >= 0)
        {
            var step = events[done..end];
            // What came in has no number; decisions have theirs.
            var outcome = executor.Execute(instanceId, events.Take(done), step.Where(happened => happened.EventId < 0));
            var decided = outcome.Actions.Select(action => Decisions.Record(action, DateTimeOffset.UnixEpoch)).OfType<HistoryEvent>().Select(Comparable);
            var expected = step.Where(happened => happened.EventId >= 0).Select(Comparable);
            if (!decided.SequenceEqual(expected))
            {
                return $"event {done} and following: decides [{string.Join(", ", decided)}], the history has [{string.Join(", ", expected)}]";
            }

            done = end + 1;
        }

        return null;
    }

    /// <summary>Without what may differ from run to run: the time of writing, and stack traces.</summary>
    private static HistoryEvent Comparable(HistoryEvent happened)
    {
        var copy = happened.Clone();
        copy.Timestamp = null;
        for (var failure = copy.ExecutionCompleted?.FailureDetails; failure is not null; failure = failure.InnerFailure)
        {
            failure.StackTrace = null;
        }

        return copy;
    }

    private static (string InstanceId, List<HistoryEvent> Events) Read(string recorded)
    {
        try
        {
            using var document = JsonDocument.Parse(recorded);
            return (
                document.RootElement.GetProperty("instanceId").GetString() ?? string.Empty,
                [.. document.RootElement.GetProperty("events").EnumerateArray().Select(happened => HistoryEvent.Parser.ParseJson(happened.GetRawText()))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new DurableException(DurableErrorCodes.RequestMalformed, $"Reading a recorded history of {recorded.Length} characters failed: {error.Message}", error);
        }
    }
}
