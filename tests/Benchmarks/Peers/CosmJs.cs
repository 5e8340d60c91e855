using System.Diagnostics;
using P8e.Benchmarks.Measuring;
using P8e.Ports;

namespace P8e.Benchmarks.Peers;

/// <summary>CosmJS in node, at the version that tests/Interop pins.</summary>
internal sealed class CosmJs : IDisposable
{
    private readonly RoundProgram _program;

    private CosmJs(RoundProgram program) => _program = program;

    /// <summary>Starts it; null when it is not installed.</summary>
    /// <param name="keyHex">The signing key; a development key.</param>
    /// <param name="to">Who is paid.</param>
    /// <param name="chainId">The chain signed for.</param>
    internal static CosmJs? TryStart(string keyHex, string to, string chainId)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Interop");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@cosmjs", "stargate")))
        {
            return null;
        }

        return new CosmJs(RoundProgram.Start(new ProcessStartInfo("node", [Path.Combine(folder, "sign.cjs"), keyHex, to, chainId]), "cosmjs 1"));
    }

    internal IContender Sign => _program.Operation("sign");

    /// <summary>The transaction it makes, in hex.</summary>
    internal Task<string> BytesAsync() => _program.AskAsync("bytes");

    public void Dispose() => _program.Dispose();
}
