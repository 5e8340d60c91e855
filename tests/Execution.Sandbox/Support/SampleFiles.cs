using System.Security.Cryptography;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sandbox.Tests.Support;

/// <summary>The sample package, as built beside these tests, and the sandbox's executable.</summary>
internal static class SampleFiles
{
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "P8e.Execution.Sandbox");

    public static byte[] Contracts { get; } = Read("P8e.SampleContracts");

    public static byte[] Records { get; } = Read("P8e.SampleRecords");

    public static LoadRequest Package { get; } = new(Contracts, Records);

    public static SandboxKey KeyOf(string affiliate) => new(AffiliateName.Parse(affiliate), HashOf(Contracts), HashOf(Records));

    public static Task<LoadRequest> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Package);
    }

    public static byte[] Read(string assembly) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static ObjectHash HashOf(byte[] file) => ObjectHash.FromBytes(SHA256.HashData(file));
}
