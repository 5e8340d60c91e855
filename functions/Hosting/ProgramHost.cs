using System.Collections;
using System.Runtime.InteropServices;
using P8e.Protocol.Errors;

namespace P8e.Functions.Hosting;

/// <summary>
/// From start to exit code (functions-host 1.7). Under the Functions host no end is a success: 0 would make it believe that nothing needs to be started again.
/// </summary>
internal static class ProgramHost
{
    private const int Ended = 0;
    private const int Failed = 1;
    private const int WrongConfiguration = 2;

    /// <summary>The host starts the program again without counting an error.</summary>
    private const int RestartWanted = 200;

    internal static async Task<int> RunAsync(Composition composition)
    {
        try
        {
            using var stop = new CancellationTokenSource();
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
            var options = ProgramOptions.Read(Settings.Read(Environment(), "local.settings.json"));
            await using var program = await FunctionsProgram.StartAsync(options, composition, TimeProvider.System, stop.Token);
            Console.Out.WriteLine(program.Line);
            await program.RunAsync(stop.Token);
            return !stop.IsCancellationRequested ? Failed : options.IsCustomHandler ? RestartWanted : Ended;
        }
        catch (P8eInputException error) when (error.Code == ErrorCodes.ConfigurationInvalid)
        {
            return Report(error.Message, WrongConfiguration);
        }
        catch (Exception error)
        {
            return Report(TroubleText.Of(error), Failed);
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    /// <summary>One line is one record of the host's log, and the word makes it an error (functions-host 1.8).</summary>
    private static int Report(string text, int exitCode)
    {
        Console.Error.WriteLine($"error: {text.ReplaceLineEndings(" | ")}");
        return exitCode;
    }

    private static IEnumerable<KeyValuePair<string, string>> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
