using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Conformance.Events;
using P8e.Conformance.Transactions;
using P8e.Cryptography.Curve;
using P8e.Protocol.Errors;

namespace P8e.Conformance;

/// <summary>
/// Runs recorded cases against the product: <c>KIND PATH</c>, where PATH is a file or a folder with files of that format.
/// Prints a line for every failing case and ends with <c>N passed, N failed</c>.
/// </summary>
public static class ConformanceProgram
{
    private const int Ok = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs the program; 0 when everything passed, 1 when a case failed or there was none, 2 for wrong usage.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken cancellationToken)
    {
        IConformanceKind[] kinds = [new DimeKind(Secp256k1.Default), new TransactionKind(Secp256k1.Default), new EventKind()];
        if (arguments.Length != 2 || kinds.FirstOrDefault(kind => kind.Name == arguments[0]) is not { } chosen)
        {
            await output.WriteLineAsync($"usage: Conformance KIND PATH   (KIND: {string.Join(", ", kinds.Select(kind => kind.Name))}; PATH: a file or a folder)");
            return WrongUsage;
        }

        string[] files = File.Exists(arguments[1]) ? [arguments[1]]
            : Directory.Exists(arguments[1]) ? [.. Directory.EnumerateFiles(arguments[1], "*.json").Order(StringComparer.Ordinal)]
            : [];
        if (files.Length == 0)
        {
            await output.WriteLineAsync($"{arguments[1]}: no such file, or a folder without .json files");
            return WrongUsage;
        }

        var (passed, failed) = (0, 0);
        foreach (var file in files)
        {
            await foreach (var result in RunFileAsync(chosen, file, cancellationToken))
            {
                passed += result.Failure is null ? 1 : 0;
                if (result.Failure is not null)
                {
                    failed++;
                    await output.WriteLineAsync($"FAILED {Path.GetFileName(file)} {result.Case}: {result.Failure}");
                }
            }
        }

        await output.WriteLineAsync($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? Ok : Failed;
    }

    /// <summary>The cases of a file; one that is not of the format at all ends as a failed case instead of ending the program.</summary>
    private static async IAsyncEnumerable<CaseResult> RunFileAsync(
        IConformanceKind kind, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var results = kind.RunAsync(file, cancellationToken).GetAsyncEnumerator(cancellationToken);
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
                unreadable = new CaseResult("(file)", $"not a file of kind {kind.Name}: {error.Message}");
            }

            yield return unreadable ?? results.Current;
        }
    }
}
