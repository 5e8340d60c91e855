using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P8e.Durable;

namespace P8e.Conformance.Durable;

/// <summary>Variables and values of an orchestrator program: JSON, in which an object with a <c>$</c> key is replaced (vectors README).</summary>
internal sealed class ProgramValues(OrchestrationContext context, JsonNode? input)
{
    private readonly Dictionary<string, object?> _variables = [];

    internal void Set(string name, object? value) => _variables[name] = value;

    internal ProgramTask Task(string name) => (ProgramTask)_variables[name]!;

    internal void Append(string list, ProgramTask task)
    {
        if (_variables.TryGetValue(list, out var known))
        {
            ((List<ProgramTask>)known!).Add(task);
        }
        else
        {
            _variables.Add(list, new List<ProgramTask> { task });
        }
    }

    /// <summary>A list of variables, or the name of a list variable; a missing list is empty.</summary>
    internal IReadOnlyList<ProgramTask> Tasks(JsonElement tasks) => tasks.ValueKind == JsonValueKind.Array
        ? [.. tasks.EnumerateArray().Select(name => Task(name.GetString()!))]
        : (List<ProgramTask>)_variables.GetValueOrDefault(tasks.GetString()!, new List<ProgramTask>())!;

    internal JsonNode? Evaluate(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return new JsonArray([.. value.EnumerateArray().Select(Evaluate)]);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return JsonNode.Parse(value.GetRawText());
        }

        return value.EnumerateObject().FirstOrDefault() is { Name: ['$', ..] } reference
            ? Resolve(reference)
            : new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Evaluate(member.Value))));
    }

    private JsonNode? Resolve(JsonProperty reference) => reference.Name switch
    {
        "$var" => ((JsonNode?)_variables[reference.Value.GetString()!])?.DeepClone(),
        "$input" => input?.DeepClone(),
        "$instanceId" => context.InstanceId,
        "$parentInstanceId" => context.ParentInstanceId,
        "$now" => context.UtcNow.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
        "$isReplaying" => context.IsReplaying,
        "$errorType" => _variables[reference.Value.GetString()!] switch
        {
            DurableException error => error.Failure?.ErrorType ?? error.Code,
            OperationCanceledException => "TaskCanceled",
            var other => other!.GetType().FullName,
        },
        "$errorMessage" => _variables[reference.Value.GetString()!] is DurableException { Failure: { } failure }
            ? failure.Message
            : ((Exception)_variables[reference.Value.GetString()!]!).Message,
        "$add" => reference.Value.EnumerateArray().Sum(term => Evaluate(term)!.GetValue<int>()),
        _ => throw new MismatchException($"an unknown value {reference.Name}"),
    };
}
