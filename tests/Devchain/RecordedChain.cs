using System.Text.Json;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;

namespace P8e.Devchain.Tests;

/// <summary>The recorded chain of tests/Vectors/chain: its genesis and its first transactions, which tests use as signed input.</summary>
internal static class RecordedChain
{
    /// <summary>tests/Vectors/chain of this repository.</summary>
    internal static string Folder { get; } = Find();

    internal static byte[] GenesisBytes { get; } = File.ReadAllBytes(Path.Combine(Folder, "genesis-extract.json"));

    /// <summary>The bank transactions in order; each is valid once those before it were delivered.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Sends { get; } = ReadSends();

    internal static ChainTime Noon { get; } = ChainTime.Parse("2026-11-21T12:00:00Z");

    internal static DevChain Start() => new(GenesisDocument.Read(GenesisBytes));

    private static IReadOnlyList<ReadOnlyMemory<byte>> ReadSends()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "transactions-bank.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray()
            .Select(element => new ReadOnlyMemory<byte>(element.GetProperty("txBytesBase64").GetBytesFromBase64()))];
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "P8eFunctions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Vectors", "chain");
    }
}
