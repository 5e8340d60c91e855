namespace P8e.Conformance.Packages;

/// <summary>The two assemblies of a contract package.</summary>
/// <param name="Contracts">Path of the contract assembly.</param>
/// <param name="Records">Path of the record assembly; empty when it is not known.</param>
public sealed record PackageFiles(string Contracts, string Records)
{
    /// <summary>What is missing, or null.</summary>
    internal string? Fault => !File.Exists(Contracts) ? $"{Contracts}: no such contract assembly"
        : !File.Exists(Records) ? $"{(Records.Length > 0 ? Records : Contracts)}: no record assembly there; name it with --records"
        : null;

    /// <summary>The record assembly is the one given, else the one beside the contracts that has their name with Records for Contracts.</summary>
    internal static PackageFiles Of(string contracts, string? records) => new(contracts, records ?? Beside(contracts));

    private static string Beside(string contracts)
    {
        var name = Path.GetFileName(contracts);
        return name.Contains("Contracts", StringComparison.Ordinal)
            ? Path.Combine(Path.GetDirectoryName(contracts)!, name.Replace("Contracts", "Records", StringComparison.Ordinal))
            : string.Empty;
    }
}
