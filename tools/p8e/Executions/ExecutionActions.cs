using System.Text.Json;
using P8e.Cli.Api;

namespace P8e.Cli.Executions;

/// <summary>The work of <c>p8e submit</c> and <c>p8e executions …</c>.</summary>
internal static class ExecutionActions
{
    /// <summary>Submits and, unless told not to, waits for the end.</summary>
    /// <returns>False when the execution ended without success.</returns>
    internal static async Task<bool> SubmitAsync(Output output, ApiClient api, SubmitArguments arguments, TimeProvider clock, CancellationToken cancellationToken)
    {
        var repeat = new Repeat(clock, Console.Error.WriteLine);
        var request = await File.ReadAllBytesAsync(arguments.File, cancellationToken);
        var accepted = await repeat.RunAsync(() => api.PostTextAsync(ApiPath.Executions, request, arguments.Key, cancellationToken), cancellationToken);
        var id = accepted.Text("id");
        if (!arguments.Waits)
        {
            output.Write(accepted, ("execution", id), ("look with", $"p8e executions show {id}"));
            return true;
        }

        try
        {
            var follower = new ExecutionFollower(api, repeat, clock);
            var ended = await StepProgress.RunAsync(output, show => follower.FollowAsync(ApiPath.Of(ApiPath.Executions, id), show, cancellationToken));
            return Show(output, ended, withSteps: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"The execution goes on: 'p8e executions show {Output.Printable(id)}' shows how it stands.");
            throw;
        }
    }

    internal static async Task ListAsync(Output output, ApiClient api, string page, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(page, cancellationToken);
        output.WriteTable(
            answer,
            ["execution", "contract", "scope", "submitted", "status", "step", "transaction"],
            answer.List("executions").Select(row => new[]
            {
                row.Text("id"), row.Text("contract"), row.Text("scope", "address"), row.Text("submitted"), row.Text("status"),
                string.Join(": ", new[] { row.Text("step"), row.Text("code") }.Where(text => text.Length > 0)), row.Text("transaction", "hash"),
            }));
        output.WriteCursor(answer.Text("cursor"));
    }

    internal static async Task ShowAsync(Output output, ApiClient api, string id, CancellationToken cancellationToken) =>
        Show(output, await api.GetAsync(ApiPath.Of(ApiPath.Executions, id), cancellationToken), withSteps: true);

    private static bool Show(Output output, JsonElement answer, bool withSteps)
    {
        var view = ExecutionView.Read(answer);
        if (output.IsJson)
        {
            Output.WriteJson(answer);
            return view.HasSucceeded;
        }

        output.Write(answer, ExecutionText.Lines(view));
        if (withSteps && view.Steps.Count > 0)
        {
            output.WriteTable(answer, ["step", "state", "at"], view.Steps.Select(step => new[] { step.Name, StepText.State(step.State), step.At ?? "" }));
        }

        if (view.Results.Count > 0)
        {
            output.WriteTable(answer, ExecutionText.ResultColumns, view.Results.Select(ExecutionText.Cells));
        }

        if (!view.HasSucceeded && view.IsEnded)
        {
            foreach (var line in ExecutionText.Failure(view))
            {
                Console.Error.WriteLine(Output.Printable(line));
            }
        }

        return view.HasSucceeded;
    }
}
