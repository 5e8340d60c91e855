using P8e.Execution.Sandbox;
using P8e.Functions.Hosting;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Contracts;

/// <summary>Which contracts may run here, and what they may use. Section <c>Contracts</c>.</summary>
internal sealed class ContractSettings
{
    internal const string Section = "Contracts";

    private const string Every = "*";

    /// <summary>
    /// SHA-256 of the contract assemblies that the operator trusts, in hexadecimal with commas, or * for all; none by default. The sandbox has no kernel rules yet, so no others run.
    /// </summary>
    public string Trusted { get; set; } = "";

    /// <summary>Longest run of a contract in seconds, 1 to 300; 10 by default.</summary>
    public int CallSeconds { get; set; } = 10;

    /// <summary>A contract's managed memory in MiB, 32 to 4096; 256 by default.</summary>
    public int HeapMebibytes { get; set; } = 256;

    /// <summary>Sandbox processes at one time, 1 to 256; 8 by default.</summary>
    public int ProcessesMaximum { get; set; } = 8;

    /// <summary>Whether a contract assembly may run.</summary>
    internal bool IsTrusted(ObjectHash contractPackage)
    {
        var hash = Convert.ToHexString(contractPackage.Bytes.Span);
        return Hashes.Any(trusted => trusted == Every || trusted.Equals(hash, StringComparison.OrdinalIgnoreCase));
    }

    internal string[] Hashes => Trusted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal SandboxOptions ToOptions() => new()
    {
        ExecutablePath = Path.Combine(AppContext.BaseDirectory, "sandbox", "P8e.Execution.Sandbox"),
        CallTimeLimit = TimeSpan.FromSeconds(CallSeconds),
        HeapMebibytes = HeapMebibytes,
        MaxProcesses = ProcessesMaximum,
    };

    internal void Validate()
    {
        SettingFault.Unless(
            Hashes.All(hash => hash == Every || hash.Length == 64 && hash.All(char.IsAsciiHexDigit)), Name(nameof(Trusted)), "has something else than SHA-256 hashes of 64 hexadecimal digits, or *", "*");
        SettingFault.Unless(CallSeconds is >= 1 and <= 300, Name(nameof(CallSeconds)), "is outside its range, 1 to 300", "10");
        SettingFault.Unless(HeapMebibytes is >= 32 and <= 4096, Name(nameof(HeapMebibytes)), "is outside its range, 32 to 4096", "256");
        SettingFault.Unless(ProcessesMaximum is >= 1 and <= 256, Name(nameof(ProcessesMaximum)), "is outside its range, 1 to 256", "8");
    }

    private static string Name(string setting) => $"{Section}__{setting}";
}
