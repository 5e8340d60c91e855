using System.CommandLine;
using P8e.Cli.Api;

namespace P8e.Cli.Scopes;

/// <summary><c>p8e record</c>: a scope's records, their content and their history.</summary>
internal static class RecordCommand
{
    private static readonly Argument<string> RecordName = new("name") { Description = "The record's name." };

    internal static Command Create()
    {
        var show = new Command("show", "Show a record and, where this program may read it, its content.") { ScopeCommand.Scope, RecordName };
        show.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await RecordActions.ShowAsync(output, api, Path(parsed), cancellation);
        }));
        var history = new Command("history", "Show what was written to a record, and when.") { ScopeCommand.Scope, RecordName, PageOptions.Most, PageOptions.Cursor };
        history.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await RecordActions.HistoryAsync(output, api, PageOptions.Page(parsed, Path(parsed) + "/history"), cancellation);
        }));
        return new Command("record", "Look at records.") { show, history, SharedOptions.Json }.CallsApi();
    }

    internal static string Path(ParseResult parsed) =>
        ApiPath.Of(ApiPath.Scopes, parsed.GetRequiredValue(ScopeCommand.Scope), "records", parsed.GetRequiredValue(RecordName));
}
