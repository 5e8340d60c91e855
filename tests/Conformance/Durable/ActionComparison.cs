using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Durable.Wire;

namespace P8e.Conformance.Durable;

/// <summary>Compares decided actions with recorded ones; failure details as the case asks (vectors README).</summary>
internal sealed class ActionComparison(string failureDetails)
{
    internal void Check(JsonElement[] expected, IReadOnlyList<OrchestratorAction> actual)
    {
        Expect.Equal("number of actions", expected.Length, actual.Count);
        for (var index = 0; index < expected.Length; index++)
        {
            Expect.Equal("id", expected[index].GetProperty("id").GetInt32(), actual[index].Id);
            Check(expected[index], actual[index]);
        }
    }

    internal static void CheckJson(string what, string? expected, string? actual)
    {
        if ((expected is null) != (actual is null) || (expected is not null && !JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual!))))
        {
            throw new MismatchException($"{what}: expected {expected ?? "nothing"}, got {actual ?? "nothing"}");
        }
    }

    private void Check(JsonElement expected, OrchestratorAction actual)
    {
        var kind = expected.GetProperty("type").GetString();
        Expect.Equal("type", kind!.ToUpperInvariant(), actual.OrchestratorActionTypeCase.ToString().ToUpperInvariant());
        switch (kind)
        {
            case "scheduleTask":
                Expect.Equal("name", Text(expected, "name"), actual.ScheduleTask.Name);
                Expect.Equal("version", Text(expected, "version"), actual.ScheduleTask.Version);
                CheckJson("input", Text(expected, "input"), actual.ScheduleTask.Input);
                CheckTags(expected, actual.ScheduleTask.Tags);
                break;
            case "createSubOrchestration":
                Expect.Equal("name", Text(expected, "name"), actual.CreateSubOrchestration.Name);
                Expect.Equal("instance", Text(expected, "instanceId"), actual.CreateSubOrchestration.InstanceId);
                CheckJson("input", Text(expected, "input"), actual.CreateSubOrchestration.Input);
                break;
            case "createTimer":
                Expect.Equal("fireAt", DateTimeOffset.Parse(Text(expected, "fireAt")!, CultureInfo.InvariantCulture), actual.CreateTimer.FireAt.ToDateTimeOffset());
                break;
            case "sendEvent":
                Expect.Equal("name", Text(expected, "name"), actual.SendEvent.Name);
                Expect.Equal("target", Text(expected, "instanceId"), actual.SendEvent.Instance.InstanceId);
                CheckJson("data", Text(expected, "data"), actual.SendEvent.Data);
                break;
            default:
                CheckCompletion(expected, actual.CompleteOrchestration);
                break;
        }
    }

    private void CheckCompletion(JsonElement expected, CompleteOrchestrationAction actual)
    {
        Expect.Equal("status", Text(expected, "status")!.Replace("_", string.Empty, StringComparison.Ordinal), actual.OrchestrationStatus.ToString().ToUpperInvariant());
        CheckJson("result", Text(expected, "result"), actual.Result);
        CheckCarried(expected.TryGetProperty("carryoverEvents", out var carried) ? [.. carried.EnumerateArray()] : [], actual);
        Expect.Equal("presence of failure details", expected.TryGetProperty("failureDetails", out var failure), actual.FailureDetails is not null);
        if (actual.FailureDetails is not null)
        {
            CheckFailure(failure, actual.FailureDetails);
        }
    }

    private static void CheckCarried(JsonElement[] expected, CompleteOrchestrationAction actual)
    {
        Expect.Equal("number of carried events", expected.Length, actual.CarryoverEvents.Count);
        for (var index = 0; index < expected.Length; index++)
        {
            Expect.Equal("carried event id", -1, actual.CarryoverEvents[index].EventId);
            Expect.Equal("carried event", Text(expected[index], "name"), actual.CarryoverEvents[index].EventRaised.Name);
            CheckJson("carried payload", Text(expected[index], "input"), actual.CarryoverEvents[index].EventRaised.Input);
        }
    }

    private void CheckFailure(JsonElement expected, TaskFailureDetails actual)
    {
        switch (failureDetails)
        {
            case "presentOnly":
                return;
            case "messageContains":
                var message = Text(expected, "errorMessage")!;
                for (var failure = actual; failure is not null; failure = failure.InnerFailure)
                {
                    if (failure.ErrorMessage.Contains(message, StringComparison.Ordinal))
                    {
                        return;
                    }
                }

                throw new MismatchException($"failure: '{message}' is nowhere in '{actual.ErrorMessage}'");
            case "mentions":
                foreach (var mention in expected.GetProperty("mentions").EnumerateArray().Select(text => text.GetString()!))
                {
                    Expect.Equal($"mention of {mention} in '{actual.ErrorMessage}'", true, actual.ErrorMessage.Contains(mention, StringComparison.Ordinal));
                }

                Expect.Equal("type", P8e.Durable.DurableErrorCodes.NonDeterministic, actual.ErrorType);
                Expect.Equal("isNonRetriable", expected.GetProperty("isNonRetriable").GetBoolean(), actual.IsNonRetriable);
                return;
            default:
                Expect.Equal("type", Text(expected, "errorType"), actual.ErrorType);
                Expect.Equal("message", Text(expected, "errorMessage"), actual.ErrorMessage);
                return;
        }
    }

    private static void CheckTags(JsonElement expected, IDictionary<string, string> actual)
    {
        var tags = expected.TryGetProperty("tags", out var recorded) ? recorded.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!) : [];
        Expect.Equal("tags", string.Join(';', tags.Order()), string.Join(';', actual.Order()));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
