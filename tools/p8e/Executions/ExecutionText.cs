using System.Globalization;

namespace P8e.Cli.Executions;

/// <summary>An execution in lines for people.</summary>
internal static class ExecutionText
{
    internal static readonly string[] ResultColumns = ["function", "outcome", "record", "hash", "class"];

    /// <summary>What it is and what came of it; what is not known yet is empty.</summary>
    internal static (string Name, string Text)[] Lines(ExecutionView view) =>
    [
        ("execution", view.Id),
        ("status", view.Status),
        ("contract", view.Contract ?? ""),
        ("scope", view.Scope?.Address ?? ""),
        ("session", view.Session?.Address ?? ""),
        ("transaction", view.Transaction?.Hash ?? ""),
        ("height", view.Transaction?.Height?.ToString(CultureInfo.InvariantCulture) ?? ""),
    ];

    /// <summary>One row of the table of results.</summary>
    internal static string[] Cells(ExecutionView.Result result) =>
        [result.Function ?? "", result.Failure is null ? result.Outcome ?? "" : $"{result.Outcome}: {result.Failure}", result.Record ?? "", result.Hash ?? "", result.Class ?? ""];

    /// <summary>Why it failed and what to do: code, step, detail, next step.</summary>
    internal static string[] Failure(ExecutionView view) =>
    [
        view.Error is { } error
            ? $"{error.Code}: {(error.Step is null ? "" : $"at step {error.Step}: ")}{error.Detail}"
            : $"execution.ended: it ended as {view.Status} without saying why",
        $"next: {StepText.NextStep(view)}",
    ];
}
