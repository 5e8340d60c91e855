using System.CommandLine;
using System.Text.Json;
using P8e.Cli.Api;
using P8e.Protocol.Errors;

namespace P8e.Cli;

/// <summary>Exit codes and error output, the same for every command: 0 ok, 1 failed, 2 wrong usage (design section 10).</summary>
internal static class Failures
{
    private const int Failed = 1;
    private const int WrongUsageCode = 2;

    /// <summary>Runs a command's work; what people need to know of a failure goes to standard error.</summary>
    internal static Task<int> RunAsync(ParseResult parsed, Func<Output, Task> work) => RunAsync(parsed, async output =>
    {
        await work(output);
        return true;
    });

    /// <summary>Runs a command's work that may also end without success and without an error of its own.</summary>
    internal static async Task<int> RunAsync(ParseResult parsed, Func<Output, Task<bool>> work)
    {
        var output = new Output(parsed.GetValue(SharedOptions.Json));
        try
        {
            return await work(output) ? 0 : Failed;
        }
        catch (P8eException error)
        {
            return Report(output, error.Code, error.Message);
        }
        catch (ApiException error)
        {
            return Report(output, error.Code, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Report(output, "file.unusable", error.Message);
        }
    }

    internal static int WrongUsage(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            Console.Error.WriteLine(error.Message);
        }

        Console.Error.WriteLine($"'{string.Join(' ', Path(parsed).Prepend("p8e"))} --help' shows how it is used.");
        return WrongUsageCode;
    }

    private static int Report(Output output, string code, string message)
    {
        Console.Error.WriteLine(output.IsJson ? JsonSerializer.Serialize(new { code, message }, Output.JsonForm) : $"{code}: {message}");
        return Failed;
    }

    private static Stack<string> Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is { Command: not RootCommand }; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(result.Command.Name);
        }

        return names;
    }
}
