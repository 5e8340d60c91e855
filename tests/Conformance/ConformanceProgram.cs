using P8e.Conformance.Dime;
using P8e.Conformance.Durable;
using P8e.Cryptography.Curve;

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
        IConformanceKind[] kinds = [new DimeKind(Secp256k1.Default), new DurableKind()];
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

        var passed = 0;
        var failed = 0;
        foreach (var file in files)
        {
            await foreach (var result in chosen.RunAsync(file, cancellationToken))
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
}
