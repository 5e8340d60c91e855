using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using P8e.Durable;

namespace P8e.Conformance.Durable;

/// <summary>Runs an orchestrator program of the recordings on the product's context (vectors README). It awaits as an orchestrator does: on the engine's scheduler.</summary>
internal sealed class ProgramOrchestrator(JsonElement program) : IOrchestrator<JsonNode?, JsonNode?>
{
    private OrchestrationContext _context = null!;
    private ProgramValues _values = null!;
    private JsonNode? _returned;

    public async Task<JsonNode?> RunAsync(OrchestrationContext context, JsonNode? input)
    {
        _context = context;
        _values = new ProgramValues(context, input);
        await RunAsync(program);
        return _returned;
    }

    /// <summary>Runs steps in order; true when one of them returned.</summary>
    private async Task<bool> RunAsync(JsonElement steps)
    {
        foreach (var step in steps.EnumerateArray())
        {
            if (await RunStepAsync(step))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> RunStepAsync(JsonElement step)
    {
        switch (Text(step, "op"))
        {
            case "return":
                _returned = _values.Evaluate(step.GetProperty("value"));
                return true;
            case "repeat":
                return await RepeatAsync(step);
            case "try":
                return await TryAsync(step);
            case "await":
                var result = await _values.Task(Text(step, "task")!).Outcome;
                if (Text(step, "into") is { } into)
                {
                    _values.Set(into, result);
                }

                return false;
            case "ifWinner":
                return await RunAsync(step.GetProperty(_values.Task(Text(step, "winner")!) == _values.Task(Text(step, "is")!) ? "then" : "else"));
            default:
                RunPlain(step);
                return false;
        }
    }

    private void RunPlain(JsonElement step)
    {
        switch (Text(step, "op"))
        {
            case "let":
                _values.Set(Text(step, "var")!, Value(step, "value"));
                break;
            case "cancel":
                _values.Task(Text(step, "task")!).Cancellation!.Cancel();
                break;
            case "sendEvent":
                _context.SendEvent(Text(step, "instanceId")!, Text(step, "name")!, Value(step, "data"));
                break;
            case "customStatus":
                _context.SetCustomStatus(Value(step, "value"));
                break;
            case "continueAsNew":
                _context.ContinueAsNew(Value(step, "input"), step.TryGetProperty("preserveEvents", out var preserve) && preserve.GetBoolean());
                break;
            case "newGuid":
                _values.Set(Text(step, "var")!, JsonValue.Create(_context.NewGuid().ToString()));
                break;
            case "throw":
                throw new DurableException(Text(step, "type")!, Text(step, "message")!);
            default:
                Begin(step);
                break;
        }
    }

    private void Begin(JsonElement step)
    {
        var task = Text(step, "op") switch
        {
            "activity" => new ProgramTask(Result(_context.CallActivityAsync<JsonNode?>(Text(step, "name")!, Value(step, "input"), new ActivityOptions
            {
                Retry = Retry(step),
                Version = Text(step, "version"),
                Tags = step.TryGetProperty("tags", out var tags) ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!) : null,
            }))),
            "subOrchestration" => new ProgramTask(Result(_context.CallOrchestratorAsync<JsonNode?>(
                Text(step, "name")!, Value(step, "input"), new ChildOptions { InstanceId = Text(step, "instanceId"), Retry = Retry(step) }))),
            "waitEvent" => new ProgramTask(Result(Span(step, "timeout") is { } timeout
                ? _context.WaitForEventAsync<JsonNode?>(Text(step, "name")!, timeout)
                : _context.WaitForEventAsync<JsonNode?>(Text(step, "name")!))),
            "timer" => Timer(Span(step, "delay")!.Value),
            "whenAll" => new ProgramTask(AllAsync(_values.Tasks(step.GetProperty("tasks")))),
            "whenAny" => new ProgramTask(AnyAsync(_values.Tasks(step.GetProperty("tasks")))),
            var unknown => throw new MismatchException($"an unknown step {unknown}"),
        };
        if (Text(step, "var") is { } name)
        {
            _values.Set(name, task);
        }
        else
        {
            _values.Append(Text(step, "appendTo")!, task);
        }
    }

    private ProgramTask Timer(TimeSpan delay)
    {
        var cancellation = new CancellationTokenSource();
        return new ProgramTask(NothingAsync(_context.WaitAsync(delay, cancellation.Token)), cancellation);
    }

    private async Task<bool> RepeatAsync(JsonElement step)
    {
        var count = Value(step, "count")!.GetValue<int>();
        for (var index = 0; index < count; index++)
        {
            if (Text(step, "as") is { } name)
            {
                _values.Set(name, JsonValue.Create(index));
            }

            if (await RunAsync(step.GetProperty("body")))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> TryAsync(JsonElement step)
    {
        try
        {
            return await RunAsync(step.GetProperty("body"));
        }
        catch (Exception error) when (error is DurableException or OperationCanceledException)
        {
            _values.Set(Text(step, "catch")!, error);
        }

        return await RunAsync(step.GetProperty("handler"));
    }

    private static async Task<object?> Result(Task<JsonNode?> task) => await task;

    private static async Task<object?> NothingAsync(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> AllAsync(IReadOnlyList<ProgramTask> tasks)
    {
        var results = await Task.WhenAll(tasks.Select(task => task.Outcome));
        return new JsonArray([.. results.Select(result => ((JsonNode?)result)?.DeepClone())]);
    }

    private static async Task<object?> AnyAsync(IReadOnlyList<ProgramTask> tasks)
    {
        var winner = await Task.WhenAny(tasks.Select(task => task.Outcome));
        return tasks.First(task => task.Outcome == winner);
    }

    private JsonNode? Value(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? _values.Evaluate(value) : null;

    private static RetryPolicy? Retry(JsonElement step) => !step.TryGetProperty("retry", out var retry) ? null
        : new RetryPolicy(retry.GetProperty("maxNumberOfAttempts").GetInt32(), Span(retry, "firstRetryInterval")!.Value)
        {
            BackoffCoefficient = retry.TryGetProperty("backoffCoefficient", out var coefficient) ? coefficient.GetDouble() : 1,
            DelayMax = Span(retry, "maxRetryInterval"),
            Timeout = Span(retry, "retryTimeout"),
        };

    private static TimeSpan? Span(JsonElement step, string name) => Text(step, name) is { } text ? XmlConvert.ToTimeSpan(text) : null;

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;
}
