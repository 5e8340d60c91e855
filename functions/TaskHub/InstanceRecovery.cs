using Microsoft.Extensions.Logging;
using P8e.Durable;
using P8e.Functions.Invocations;
using P8e.Functions.Timers;
using P8e.Protocol.Errors;

namespace P8e.Functions.TaskHub;

/// <summary>
/// Brings back instances that the host failed because this program died during their call: it fails them for good, with exactly one text (functions-host 3.4; design 2).
/// An instance whose own call kills the program would kill it again, so each waits six times as long as it has lived so far, at most an hour: one such instance stays below the three
/// deaths in half an hour after which the host gives up (functions-host 1.7).
/// </summary>
internal sealed partial class InstanceRecovery(SidecarClient sidecar, TimeProvider clock, ILoggerFactory logs)
{
    private const int WaitFactor = 6;

    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    private readonly ILogger _log = logs.CreateLogger<InstanceRecovery>();

    internal HostTimer Timer => new("RecoverInstances", TimeSpan.FromMinutes(5), TickAsync);

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        // Collected first: a rewound instance leaves the listing and would shift its pages.
        var due = new List<InstanceView>();
        await foreach (var view in sidecar.FailedAsync(cancellationToken))
        {
            if (IsLost(view) && clock.GetUtcNow() >= view.Updated + Wait(view))
            {
                due.Add(view);
            }
        }

        foreach (var view in due)
        {
            await RecoverAsync(view, cancellationToken);
        }
    }

    internal static bool IsLost(InstanceView view) => view is { Status: InstanceStatus.Failed, Failure: { } failure }
        && (IsText(failure.Message, view.Name) || IsText(failure.Message, FunctionNames.Of(view.Name)));

    private static bool IsText(string message, string function) => message == $"Function '{function}' failed with an unhandled exception.";

    internal static TimeSpan Wait(InstanceView view)
    {
        var lived = (view.Updated - view.Created) * WaitFactor;
        return lived < WaitMax ? lived : WaitMax;
    }

    private async Task RecoverAsync(InstanceView view, CancellationToken cancellationToken)
    {
        try
        {
            await sidecar.RewindAsync(view.InstanceId, "The program died during a call of this instance.", cancellationToken);
            LogRecovered(_log, view.Name, view.InstanceId);
        }
        catch (Exception error) when (error is DurableException or P8eStateException or P8eInputException)
        {
            // Somebody else was quicker, or this one cannot be helped; the others wait for their turn.
            LogNotRecovered(_log, view.Name, view.InstanceId, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} instance {InstanceId} was lost with a process; it goes on")]
    private static partial void LogRecovered(ILogger log, string name, string instanceId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} instance {InstanceId} was lost with a process and cannot be brought back: {Reason}")]
    private static partial void LogNotRecovered(ILogger log, string name, string instanceId, string reason);
}
