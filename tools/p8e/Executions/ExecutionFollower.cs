using System.Net.ServerSentEvents;
using System.Text.Json;
using P8e.Cli.Api;

namespace P8e.Cli.Executions;

/// <summary>Follows an execution to its end: by its events, and by looking again and again where there are none, or where they break off.</summary>
internal sealed class ExecutionFollower(ApiClient api, Repeat repeat, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Without an event for so long, looking is surer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits for the end.</summary>
    /// <param name="path">Of the execution.</param>
    /// <param name="show">Gets every view, the last one too.</param>
    /// <param name="cancellationToken">Ends the wait; the execution goes on.</param>
    /// <returns>The whole view, as the API gave it.</returns>
    internal async Task<JsonElement> FollowAsync(string path, Action<ExecutionView> show, CancellationToken cancellationToken) =>
        await ByEventsAsync(path, show, cancellationToken) ?? await ByLookingAsync(path, show, cancellationToken);

    private async Task<JsonElement?> ByEventsAsync(string path, Action<ExecutionView> show, CancellationToken cancellationToken)
    {
        await using var stream = await api.OpenEventsAsync(path + "/events", cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var events = SseParser.Create(stream, static (_, data) => JsonElement.Parse(data));
            await foreach (var happened in events.EnumerateAsync(either.Token))
            {
                late.CancelAfter(Patience);
                var view = ExecutionView.Read(happened.Data);
                show(view);
                if (happened.EventType == "end")
                {
                    return happened.Data;
                }
            }
        }
        catch (Exception error) when (ApiClient.IsOfTheNetwork(error, cancellationToken) || error is JsonException)
        {
            // The state itself is still to be had.
        }

        return null;
    }

    private async Task<JsonElement> ByLookingAsync(string path, Action<ExecutionView> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await repeat.RunAsync(() => api.GetAsync(path, cancellationToken), cancellationToken);
            var view = ExecutionView.Read(answer);
            show(view);
            if (view.IsEnded)
            {
                return answer;
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }
}
