using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Durable;

namespace P8e.Conformance.Durable;

/// <summary>
/// The format of <c>vectors/durable-replay.json</c>: the sections <c>cases</c>, <c>wire</c>, <c>guids</c>, and what of the HTTP samples concerns the engine: the
/// orchestrator's message, and results as they reach it. The other samples are the Functions host's.
/// </summary>
public sealed class DurableKind : IConformanceKind
{
    private readonly ReplayEndpoint? _endpoint;

    /// <summary>Runs the cases on the engine itself.</summary>
    public DurableKind()
    {
    }

    /// <summary>Runs the cases through whatever answers orchestrator calls.</summary>
    public DurableKind(ReplayEndpoint endpoint) => _endpoint = endpoint;

    /// <inheritdoc/>
    public string Name => "durable";

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(unit);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        var root = document.RootElement;
        var cases = root.GetProperty("cases").EnumerateArray().Select(element => new ReplayCase(root, element)).ToArray();
        foreach (var replay in cases)
        {
            for (var round = 0; round < replay.Rounds; round++)
            {
                yield return await (_endpoint is null
                    ? RunAsync($"cases/{replay.Id}/{round}", () => replay.Check(round))
                    : RunAsync($"cases/{replay.Id}/{round}", () => replay.CheckAsync(round, _endpoint, cancellationToken)));
            }
        }

        foreach (var sample in Section(root, "wire"))
        {
            var replay = cases.Single(candidate => candidate.Id == sample.GetProperty("case").GetString());
            yield return await RunAsync($"wire/{replay.Id}/{sample.GetProperty("round").GetInt32()}", () => WireCase.Check(sample, replay));
        }

        foreach (var sample in Section(root, "guids"))
        {
            yield return await RunAsync($"guids/{sample.GetProperty("guid").GetString()}", () => GuidCase.Check(sample));
        }
    }

    private static JsonElement.ArrayEnumerator Section(JsonElement root, string name) =>
        root.TryGetProperty(name, out var section) ? section.EnumerateArray() : default;

    private static Task<CaseResult> RunAsync(string name, Action check) => RunAsync(name, () =>
    {
        check();
        return Task.CompletedTask;
    });

    private static async Task<CaseResult> RunAsync(string name, Func<Task> check)
    {
        try
        {
            await check();
            return new CaseResult(name, null);
        }
        catch (Exception error) when (error is MismatchException or DurableException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new CaseResult(name, error is MismatchException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        }
    }
}
