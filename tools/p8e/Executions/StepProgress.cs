using Spectre.Console;

namespace P8e.Cli.Executions;

/// <summary>Shows the steps while they happen: a table that lives on a terminal, else lines on standard error.</summary>
internal static class StepProgress
{
    /// <summary>Runs work that tells of every view it gets.</summary>
    /// <param name="output">A program that reads gets no progress.</param>
    /// <param name="work">The work.</param>
    internal static async Task<T> RunAsync<T>(Output output, Func<Action<ExecutionView>, Task<T>> work)
    {
        if (output.IsJson)
        {
            return await work(_ => { });
        }

        if (!AnsiConsole.Profile.Capabilities.Ansi || Console.IsOutputRedirected)
        {
            ExecutionView? before = null;
            return await work(view =>
            {
                foreach (var line in StepText.Changes(before, view))
                {
                    Console.Error.WriteLine(Output.Printable(line));
                }

                before = view;
            });
        }

        return await AnsiConsole.Live(Text.Empty).StartAsync(context => work(view => context.UpdateTarget(Table(view))));
    }

    /// <summary>The ten steps.</summary>
    internal static Table Table(ExecutionView view)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "step", "state", "when it is done");
        foreach (var (index, step) in view.Steps.Index())
        {
            var colour = step.State switch { "done" => "green", "failed" => "red", "running" => "yellow", _ => "grey" };
            table.AddRow(
                $"{index + 1}", Cell(step.Name), $"[{colour}]{Cell(StepText.State(step.State))}[/]", Cell(StepText.Meaning(step.Name)));
        }

        return table;
    }

    private static string Cell(string text) => Markup.Escape(Output.Printable(text));
}
