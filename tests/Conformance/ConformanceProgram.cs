using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Conformance.Chain;
using P8e.Conformance.Dime;
using P8e.Conformance.Durable;
using P8e.Conformance.Events;
using P8e.Conformance.LoanContracts;
using P8e.Conformance.Sdk;
using P8e.Conformance.Stores;
using P8e.Conformance.Transactions;
using P8e.Cryptography.Curve;
using P8e.Protocol.Errors;

namespace P8e.Conformance;

/// <summary>
/// Runs recorded cases against the product: <c>KIND PATH</c>, where PATH is a file or a folder with files of that format.
/// Prints a line for every failing case, how many of each group passed, and ends with <c>N passed, N failed</c>.
/// </summary>
public static class ConformanceProgram
{
    private const int Ok = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs the program; 0 when everything passed, 1 when a case failed or there was none, 2 for wrong usage.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var parsed = ConformanceArguments.Parse(arguments);
        IConformanceKind[] kinds =
        [
            new DimeKind(Secp256k1.Default),
            new TransactionKind(Secp256k1.Default),
            new EventKind(),
            new DurableKind(),
            new SdkKind(parsed?.Package),
            new LoanKind(),
            new ObjectStoreKind(parsed?.Cases ?? []),
            new ChainKind(parsed?.First ?? 1, parsed?.Last ?? int.MaxValue),
        ];
        if (parsed is null || kinds.FirstOrDefault(kind => kind.Name == parsed.Kind) is not { } chosen)
        {
            await output.WriteLineAsync(
                $"usage: Conformance KIND PATH [--orders A-B] [--cases ID,ID] [--contracts ASSEMBLY [--records ASSEMBLY]]   (KIND: {string.Join(", ", kinds.Select(kind => kind.Name))}; PATH: a file or a folder; "
                + "ASSEMBLY: the contracts that recorded specifications of sdk are compared with, and their records where these are not beside them under the same name)");
            return WrongUsage;
        }

        if (parsed.Package?.Fault is { } fault)
        {
            await output.WriteLineAsync(fault);
            return WrongUsage;
        }

        var units = chosen.Units(parsed.Path);
        if (units.Count == 0)
        {
            await output.WriteLineAsync($"{parsed.Path}: no such file, or a folder without files of that format");
            return WrongUsage;
        }

        List<CaseResult> results = [];
        foreach (var unit in units)
        {
            await foreach (var result in RunUnitAsync(chosen, unit, cancellationToken))
            {
                if (parsed.Wants(result))
                {
                    results.Add(result);
                    await ReportAsync(unit, result, output);
                }
            }
        }

        foreach (var line in chosen.Summary)
        {
            await output.WriteLineAsync(line);
        }

        return await SumUpAsync(results, chosen.ShowsGroups, output);
    }

    private static async Task ReportAsync(string unit, CaseResult result, TextWriter output)
    {
        if (!result.Passed)
        {
            await output.WriteLineAsync(
                $"{(result.Failure is null ? "NOT COMPARABLE" : "FAILED")} {Path.GetFileName(unit)} {result.Case}: {result.Failure ?? result.NotComparable}");
        }
    }

    private static async Task<int> SumUpAsync(List<CaseResult> results, bool showGroups, TextWriter output)
    {
        foreach (var group in results.Where(_ => showGroups).GroupBy(result => result.Case.Split('/')[0]))
        {
            await output.WriteLineAsync($"{group.Count(result => result.Passed),4} of {group.Count(),4} {group.Key}");
        }

        var failed = results.Count(result => result.Failure is not null);
        var passed = results.Count(result => result.Passed);
        var left = results.Count - failed - passed;
        await output.WriteLineAsync($"{passed} passed, {failed} failed{(left > 0 ? $", {left} not comparable" : string.Empty)}");
        return failed == 0 && passed > 0 ? Ok : Failed;
    }

    /// <summary>The cases of a file or folder; one that is not of the format at all ends as a failed case instead of ending the program.</summary>
    private static async IAsyncEnumerable<CaseResult> RunUnitAsync(
        IConformanceKind kind, string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var results = kind.RunAsync(unit, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (CaseResult? unreadable = null; unreadable is null;)
        {
            try
            {
                if (!await results.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or P8eException)
            {
                unreadable = new CaseResult(CaseResult.WholeUnit, $"cannot be run as kind {kind.Name}: {error.Message}");
            }

            yield return unreadable ?? results.Current;
        }
    }
}
