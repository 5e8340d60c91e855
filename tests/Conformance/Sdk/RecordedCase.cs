using System.Text.Json;
using P8e.Conformance.Dime;

namespace P8e.Conformance.Sdk;

/// <summary>What can be checked of one case of <c>envelopes.json</c> or <c>failures.json</c>.</summary>
internal static class RecordedCase
{
    internal static IEnumerable<(string Name, Func<Task> Check)> Checks(JsonElement element, SdkFolder folder, CancellationToken cancellationToken)
    {
        if (element.TryGetProperty("engine", out var engine))
        {
            var run = new EngineCase(engine, element, engine.GetProperty("envelope"), folder);
            yield return engine.TryGetProperty("thrown", out _)
                ? ("refused", () => run.CheckRefusalAsync(cancellationToken))
                : ("executed", () => run.CheckResultAsync(engine.GetProperty("result"), cancellationToken));
        }
        else if (element.TryGetProperty("execution", out var execution) && execution.TryGetProperty("session", out var session))
        {
            foreach (var check in Checks(element, execution, session, folder, cancellationToken))
            {
                yield return check;
            }
        }
        else
        {
            yield return ("inputs", () => throw new NotComparableException("the recording holds no inputs"));
        }
    }

    /// <summary>Who executes.</summary>
    internal static JsonElement Party(JsonElement element, JsonElement execution) => element.GetProperty("parties").EnumerateArray()
        .Where(party => party.Text("name") == execution.Text("by")).Cast<JsonElement?>().FirstOrDefault()
        ?? throw new NotComparableException($"the keys of {execution.Text("by")} are not recorded");

    private static IEnumerable<(string Name, Func<Task> Check)> Checks(
        JsonElement element, JsonElement execution, JsonElement session, SdkFolder folder, CancellationToken cancellationToken)
    {
        var packaging = new SessionCase(element, execution, session, folder);
        if (!execution.TryGetProperty("packagedEnvelope", out var packaged))
        {
            yield return ("refused", () => packaging.CheckRefusalAsync());
            yield break;
        }

        yield return ("packaged", () => packaging.CheckAsync(packaged, cancellationToken));
        var run = new EngineCase(execution, element, packaged, folder);
        if (!execution.TryGetProperty("outcome", out var outcome))
        {
            yield return ("refused", () => run.CheckRefusalAsync(cancellationToken));
            yield break;
        }

        yield return ("executed", () => run.CheckResultAsync(outcome.GetProperty("result"), cancellationToken));
        if (folder.Messages("envelopes.json", element.Text("id"), "execution/outcome/messages") is { } messages)
        {
            yield return ("messages", () => run.CheckMessagesAsync(outcome.GetProperty("result"), messages, cancellationToken));
        }
    }
}
