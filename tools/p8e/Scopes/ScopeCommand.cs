using System.CommandLine;
using P8e.Cli.Api;

namespace P8e.Cli.Scopes;

/// <summary><c>p8e scope</c>: scopes as the program's index has them.</summary>
internal static class ScopeCommand
{
    internal static readonly Argument<string> Scope = new("scope") { Description = "The scope: scope1… or its UUID." };

    internal static Command Create()
    {
        var show = new Command("show", "Show a scope: owners, sessions, records.") { Scope };
        show.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ScopeActions.ShowAsync(output, api, parsed.GetRequiredValue(Scope), cancellation);
        }));
        var list = new Command("list", "Show the scopes.") { PageOptions.Most, PageOptions.Cursor };
        list.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            await ScopeActions.ListAsync(output, api, PageOptions.Page(parsed, ApiPath.Scopes), cancellation);
        }));
        return new Command("scope", "Look at scopes.") { show, list, SharedOptions.Json }.CallsApi();
    }
}
