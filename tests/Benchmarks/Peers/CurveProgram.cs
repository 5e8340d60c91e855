using System.Diagnostics;
using System.Globalization;
using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Peers;

/// <summary>
/// The C program native/curve.c as a child process that stays: it is asked for one round at a time, so that C and .NET are measured in turns.
/// </summary>
internal sealed class CurveProgram : IDisposable
{
    private const string Greeting = "curve 1";

    private readonly Process process;

    private CurveProgram(Process process) => this.process = process;

    /// <summary>Starts the program that eng/bench.sh built; null when it is not there.</summary>
    internal static CurveProgram? TryStart()
    {
        var path = Path.Combine(Repository.Root, "artifacts", "native", "curve");
        if (!File.Exists(path))
        {
            return null;
        }

        var process = Process.Start(new ProcessStartInfo(path) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{path} did not start.");
        return process.StandardOutput.ReadLine() == Greeting
            ? new CurveProgram(process)
            : throw new InvalidOperationException($"{path} is not the program of this version: run eng/bench.sh.");
    }

    internal IContender Generate => new RemoteOperation(this, "generate");

    internal IContender Agree => new RemoteOperation(this, "agree");

    internal IContender Sign => new RemoteOperation(this, "sign");

    internal IContender Verify => new RemoteOperation(this, "verify");

    internal IContender ParseCompressed => new RemoteOperation(this, "parse-compressed");

    internal IContender ParseUncompressed => new RemoteOperation(this, "parse-uncompressed");

    /// <summary>Ends the program by ending its input.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private sealed class RemoteOperation(CurveProgram program, string name) : IContender
    {
        public async ValueTask<Sample> RunAsync(int operations)
        {
            await program.process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name} {operations}"));
            await program.process.StandardInput.FlushAsync();
            var answer = await program.process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The C program ended instead of running '{name}'.");
            return new Sample(double.Parse(answer, CultureInfo.InvariantCulture), 0);
        }
    }
}
