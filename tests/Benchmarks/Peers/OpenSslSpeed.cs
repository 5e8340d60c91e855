using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace P8e.Benchmarks.Peers;

/// <summary>
/// What <c>openssl speed</c> says about this machine. Figures that were recorded on another machine are scaled by the same line taken there,
/// because a ratio travels and a microsecond does not (design 14).
/// </summary>
/// <param name="P256SignMicroseconds">One ECDSA signature on P-256, in µs: the line by which recorded curve work is scaled.</param>
/// <param name="Sha256Megabytes">SHA-256 over 16 KiB, in MB/s: the line by which recorded work with many bytes is scaled; null in a quick run.</param>
/// <param name="Lines">The lines, for people.</param>
internal sealed record OpenSslSpeed(double P256SignMicroseconds, double? Sha256Megabytes, IReadOnlyList<string> Lines)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Runs openssl; null when there is none.</summary>
    /// <param name="isQuick">Take only the line that scales.</param>
    internal static async Task<OpenSslSpeed?> MeasureAsync(bool isQuick)
    {
        if (await RunAsync("version") is not { } version)
        {
            return null;
        }

        var rate = Rates(await RunAsync("speed", "-mr", "-seconds", "1", "ecdsap256"), "+F4:").Select(fields => Number(fields[2])).Single();
        var lines = new List<string> { version.Trim(), string.Create(Culture, $"ecdsap256: {rate:#,0} sign/s") };
        double? sha256 = null;
        if (!isQuick)
        {
            string[] bulk = ["speed", "-mr", "-seconds", "1", "-bytes", "16384"];
            var hashes = Rates(await RunAsync([.. bulk, "sha256", "sha512"]), "+F:").ToArray();
            var bytes = Rates(await RunAsync([.. bulk, "-evp", "aes-256-gcm"]), "+F:").Concat(hashes);
            sha256 = Number(hashes.Single(fields => fields[1].Equals("sha256", StringComparison.OrdinalIgnoreCase))[2]) / 1e6;
            lines.AddRange(bytes.Select(fields => string.Create(Culture, $"{fields[1].ToLowerInvariant()}, 16 KiB: {Number(fields[2]) / 1e6:#,0} MB/s")));
        }

        return new OpenSslSpeed(1e6 / rate, sha256, lines);
    }

    /// <summary>Fields of the machine-readable result lines that begin with a mark, the mark cut off.</summary>
    private static IEnumerable<string[]> Rates(string? output, string mark) =>
        (output ?? throw new InvalidOperationException("openssl speed failed.")).Split('\n')
            .Where(line => line.StartsWith(mark, StringComparison.Ordinal))
            .Select(line => line[mark.Length..].Split(':'));

    private static double Number(string text) => double.Parse(text, Culture);

    private static async Task<string?> RunAsync(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            _ = await errors; // Progress only; read so that the pipe does not fill.
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null; // There is no openssl.
        }
    }
}
