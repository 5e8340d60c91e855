using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace P8e.Azurite;

/// <summary>Listens to Azurite's output until it has said on which ports its services listen.</summary>
internal sealed partial class AzuriteStartup
{
    private const int LinesKept = 20;

    private readonly TaskCompletionSource<(int Blob, int Table)> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lines = new();
    private int _blobPort;

    public AzuriteStartup(Process process)
    {
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Exited += (_, _) => _ready.TrySetException(Failed("it ended"));
    }

    public async Task<(int Blob, int Table)> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await _ready.Task.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw Failed($"it was not ready within {patience.TotalSeconds} s");
        }
    }

    // The services start in the order blob, queue, table; each line is written once the port is open.
    [GeneratedRegex(@"^Azurite (Blob|Table) service is successfully listening at https?://127\.0\.0\.1:(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ListeningLine();

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }
        }

        if (ListeningLine().Match(line) is { Success: true } match)
        {
            var port = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            if (match.Groups[1].ValueSpan is "Blob")
            {
                _blobPort = port;
            }
            else
            {
                _ready.TrySetResult((_blobPort, port));
            }
        }
    }

    private InvalidOperationException Failed(string what)
    {
        lock (_lines)
        {
            return new InvalidOperationException(
                $"Starting Azurite: {what}. Run eng/azurite.sh, and node 20 or newer must be on the path. Its last words:\n{string.Join('\n', _lines)}");
        }
    }
}
