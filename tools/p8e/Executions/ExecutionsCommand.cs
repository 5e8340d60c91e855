using System.CommandLine;
using P8e.Cli.Api;

namespace P8e.Cli.Executions;

/// <summary><c>p8e executions</c>: looking at what was submitted.</summary>
internal static class ExecutionsCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The execution, as submit printed it." };

    internal static Command Create()
    {
        var list = new Command("list", "Show executions, the newest first.") { PageOptions.Most, PageOptions.Cursor };
        list.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ExecutionActions.ListAsync(output, api, PageOptions.Page(parsed, ApiPath.Executions), cancellation);
        }));
        var show = new Command("show", "Show one execution: its steps and its results.") { Id };
        show.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ExecutionActions.ShowAsync(output, api, parsed.GetRequiredValue(Id), cancellation);
        }));
        return new Command("executions", "Look at executions.") { list, show, SharedOptions.Json }.CallsApi();
    }
}
