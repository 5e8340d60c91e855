using System.Text.Json;
using P8e.Cli.Api;

namespace P8e.Cli.Executions;

/// <summary>An execution as the API shows it.</summary>
internal sealed record ExecutionView
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public required string Id { get; init; }

    public required string Status { get; init; }

    public string? Contract { get; init; }

    public Place? Scope { get; init; }

    public Place? Session { get; init; }

    /// <summary>Ten, in order; none in the first moments.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    public Written? Transaction { get; init; }

    public IReadOnlyList<Result> Results { get; init; } = [];

    public Trouble? Error { get; init; }

    internal bool IsEnded => Status is "Completed" or "Failed" or "Terminated";

    internal bool HasSucceeded => Status == "Completed";

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ApiException">It is no execution.</exception>
    internal static ExecutionView Read(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<ExecutionView>(Form) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new ApiException("api.unexpected", $"Reading an execution: the answer is none ({error.Message}). Look whether program and p8e are of one version.", error);
        }
    }

    /// <summary>A scope or a session.</summary>
    internal sealed record Place(string? Uuid, string? Address);

    /// <summary>One of the ten.</summary>
    internal sealed record Step(string Name, string State, string? At);

    /// <summary>What wrote it to the chain.</summary>
    internal sealed record Written(string? Hash, long? Height);

    /// <summary>What one function of the contract gave.</summary>
    internal sealed record Result(string? Function, string? Outcome, string? Record, string? Hash, string? Class, string? Failure);

    /// <summary>Why it failed.</summary>
    internal sealed record Trouble(string? Code, string? Step, string? Detail);
}
