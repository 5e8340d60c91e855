using System.CommandLine;
using P8e.Cli.Api;

namespace P8e.Cli.Executions;

/// <summary><c>p8e submit</c>: has a contract executed.</summary>
internal static class SubmitCommand
{
    internal static readonly Argument<string> Source = new("file") { Description = "JSON: contract, scope, role, records (samples/Loan/loan.json is one)." };
    internal static readonly Option<string?> Key = new("--key")
    {
        Description = "Idempotency key: the same key is the same execution, however often it is sent. [default: a fresh one]",
    };

    internal static readonly Option<bool> NoWait = new("--no-wait") { Description = "End when the program has taken it; do not wait for its end." };

    internal static Command Create()
    {
        var submit = new Command("submit", "Have a contract executed and its results written to the chain; show its ten steps. Exit code 1 when it failed.")
        {
            Source, Key, NoWait, SharedOptions.Json,
        };
        submit.SetAction((parsed, cancellation) => Failures.RunAsync(parsed, async output =>
        {
            using var api = ApiOption.Connect(parsed);
            return await ExecutionActions.SubmitAsync(output, api, Arguments(parsed), TimeProvider.System, cancellation);
        }));
        return submit.CallsApi();
    }

    internal static SubmitArguments Arguments(ParseResult parsed) =>
        new(parsed.GetRequiredValue(Source), parsed.GetValue(Key) ?? Guid.CreateVersion7().ToString(), !parsed.GetValue(NoWait));
}
