using System.Globalization;

namespace P8e.Cli.Executions;

/// <summary>An execution in lines for people.</summary>
internal static class ExecutionText
{
    internal static readonly string[] ResultColumns = ["function", "outcome", "record", "hash", "class"];

    /// <summary>What it is and what came of it; what is not known yet has no line.</summary>
    internal static (string Name, string Text)[] Lines(ExecutionView view) =>
    [
        .. new[]
        {
            ("execution", view.Id),
            ("status", view.Status),
            ("contract", view.Contract),
            ("scope", view.Scope?.Address),
            ("session", view.Session?.Address),
            ("transaction", view.Transaction?.Hash),
            ("height", view.Transaction?.Height?.ToString(CultureInfo.InvariantCulture)),
        }.Where(line => line.Item2 is not null).Select(line => (line.Item1, line.Item2!)),
    ];

    /// <summary>One row of the table of results.</summary>
    internal static string[] Cells(ExecutionView.Result result) =>
        [result.Function ?? "", result.Failure is null ? result.Outcome ?? "" : $"{result.Outcome}: {result.Failure}", result.Record ?? "", result.Hash ?? "", result.Class ?? ""];

    /// <summary>Why it failed and what to do: code, step, detail, next step.</summary>
    internal static string[] Failure(ExecutionView view) =>
    [
        view.Error is { } error
            ? $"{error.Code}: at step {error.Step ?? "?"}: {error.Detail}"
            : $"execution.ended: it ended as {view.Status} without saying why",
        $"next: {StepText.NextStep(view)}",
    ];
}
