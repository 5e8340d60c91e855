using System.Diagnostics;
using System.Globalization;
using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Peers;

/// <summary>A peer as a child process that stays: it is asked for one round at a time, so that it and ours are measured in turns.</summary>
internal sealed class RoundProgram : IDisposable
{
    private readonly Process _process;

    private RoundProgram(Process process) => _process = process;

    /// <summary>Starts the program; it greets with one line, then answers <c>NAME COUNT</c> with the nanoseconds that it took.</summary>
    internal static RoundProgram Start(ProcessStartInfo start, string greeting)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        return process.StandardOutput.ReadLine() == greeting
            ? new RoundProgram(process)
            : throw new InvalidOperationException($"{start.FileName} is not the program of this version: run eng/bench.sh.");
    }

    internal IContender Operation(string name) => new RemoteOperation(this, name);

    internal async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The program ended instead of answering '{line}'.");
    }

    /// <summary>Ends the program by ending its input.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private sealed class RemoteOperation(RoundProgram program, string name) : IContender
    {
        public async ValueTask<Sample> RunAsync(int operations) =>
            new(double.Parse(await program.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{name} {operations}")), CultureInfo.InvariantCulture), 0);
    }
}
