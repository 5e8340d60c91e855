using System.Diagnostics;
using P8e.Benchmarks.Measuring;
using P8e.Ports;

namespace P8e.Benchmarks.Peers;

/// <summary>The C program native/curve.c.</summary>
internal sealed class CurveProgram : IDisposable
{
    private const string Greeting = "curve 1";

    private readonly RoundProgram _program;

    private CurveProgram(RoundProgram program) => _program = program;

    /// <summary>Starts the program that eng/bench.sh built; null when it is not there.</summary>
    internal static CurveProgram? TryStart()
    {
        var path = Path.Combine(Repository.Root, "artifacts", "native", "curve");
        return File.Exists(path) ? new CurveProgram(RoundProgram.Start(new ProcessStartInfo(path), Greeting)) : null;
    }

    internal IContender Generate => _program.Operation("generate");

    internal IContender Agree => _program.Operation("agree");

    internal IContender Sign => _program.Operation("sign");

    internal IContender Verify => _program.Operation("verify");

    internal IContender ParseCompressed => _program.Operation("parse-compressed");

    internal IContender ParseUncompressed => _program.Operation("parse-uncompressed");

    public void Dispose() => _program.Dispose();
}
