using System.Globalization;
using P8e.Conformance.Packages;

namespace P8e.Conformance;

/// <summary>What the command line says: <c>KIND PATH [--orders A-B] [--cases ID,ID] [--contracts ASSEMBLY [--records ASSEMBLY]]</c>.</summary>
/// <param name="Kind">The recorded format.</param>
/// <param name="Path">A file or a folder.</param>
/// <param name="First">The first case to judge, where cases have an order.</param>
/// <param name="Last">The last case to run.</param>
/// <param name="Cases">The cases to judge, by what stands before the first slash of their names; empty for all.</param>
/// <param name="Contracts">A contract assembly, or null.</param>
/// <param name="Records">Its record assembly; null for the one beside it.</param>
public sealed record ConformanceArguments(
    string Kind, string Path, int First, int Last, IReadOnlyList<string> Cases, string? Contracts = null, string? Records = null)
{
    /// <summary>The package that was named, or null.</summary>
    internal PackageFiles? Package => Contracts is null ? null : PackageFiles.Of(Contracts, Records);

    /// <summary>Null for wrong usage.</summary>
    public static ConformanceArguments? Parse(string[] arguments) => arguments switch
    {
        [var kind, var path] => new ConformanceArguments(kind, path, 1, int.MaxValue, []),
        [.. var before, "--orders", var range] => Parse(before) is { } parsed ? parsed.WithOrders(range) : null,
        [.. var before, "--cases", { Length: > 0 } cases] => Parse(before) is { } parsed ? parsed with { Cases = cases.Split(',') } : null,
        [.. var before, "--contracts", { Length: > 0 } file] => Parse(before) is { } parsed ? parsed with { Contracts = file } : null,
        [.. var before, "--records", { Length: > 0 } file] => Parse(before) is { Contracts: not null } parsed ? parsed with { Records = file } : null,
        _ => null,
    };

    /// <summary>Whether a case is to be judged; that a unit cannot be run is told in any case.</summary>
    internal bool Wants(CaseResult result) => Cases.Count == 0 || result.Case == CaseResult.WholeUnit || Cases.Contains(result.Case.Split('/')[0]);

    private ConformanceArguments? WithOrders(string range) =>
        range.Split('-') is [var first, var last]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? this with { First = from, Last = to }
            : null;
}
