using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using P8e.Execution.Wire;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox;

/// <summary>One sandbox process; one call at a time. A call that does not end well ends the process: its pipe may stand inside a message.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;
    private readonly WireChannel _channel;
    private readonly TimeProvider _time;
    private bool _inOrder = true;
    private volatile bool _killed;

    private SandboxProcess(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        _channel = new WireChannel(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
    }

    /// <summary>How many calls it answered.</summary>
    public int Calls { get; private set; }

    /// <summary>How long it worked on its calls.</summary>
    public TimeSpan Worked { get; private set; }

    /// <summary>Whether another call can be made.</summary>
    public bool IsUsable => _inOrder && !_killed && !_process.HasExited;

    /// <exception cref="Protocol.Errors.P8eTransientException">The machine cannot start it.</exception>
    public static SandboxProcess Start(SandboxOptions options, TimeProvider time)
    {
        if (!File.Exists(options.ExecutablePath))
        {
            // The shell's own word for it would come through no pipe.
            throw SandboxErrors.Unavailable(new FileNotFoundException("The sandbox's executable is missing.", options.ExecutablePath));
        }

        try
        {
            return new SandboxProcess(Process.Start(SandboxStart.Of(options))!, time);
        }
        catch (Win32Exception e)
        {
            throw SandboxErrors.Unavailable(e);
        }
    }

    public async Task<WireMessage> CallAsync(WireMessage request, TimeSpan limit, CancellationToken cancellationToken)
    {
        _inOrder = false;
        var began = _time.GetTimestamp();
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        // A pipe's read cannot be relied on to end at once when it is cancelled; it does end when the other side dies.
        await using var killing = either.Token.Register(Kill).ConfigureAwait(false);
        try
        {
            await SendAsync(request, either.Token).ConfigureAwait(false);
            var reply = await _channel.ReadAsync(either.Token).ConfigureAwait(false) ?? throw new WireException("The pipe was closed before the reply.");
            Calls++;
            Worked += _time.GetElapsedTime(began);
            _inOrder = reply is not FailureReply { Kind: FailureKind.MemoryExhausted };
            return reply;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WireException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested ? SandboxErrors.TimeLimit(limit, e) : SandboxErrors.Ended(await EndAsync().ConfigureAwait(false), e);
        }
    }

    private async Task SendAsync(WireMessage request, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (WireException e)
        {
            // Nothing was sent, so the process can take the next call.
            _inOrder = true;
            throw SandboxErrors.TooLarge(e);
        }
    }

    /// <summary>Ends it at once; a call that runs fails.</summary>
    public void Kill()
    {
        _killed = true;
        // Only this program waits for its child, so an ended child keeps its number and nobody else's process is hit.
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    public void Dispose()
    {
        Kill();
        // Streams that somebody took are not closed with the process; left to the finaliser, their descriptors could be closed when their
        // numbers already belong to the pipes of another sandbox.
        _process.StandardInput.BaseStream.Dispose();
        _process.StandardOutput.BaseStream.Dispose();
        _process.Dispose();
    }

    // The pipe ends a little before the process does; what still runs after a moment has broken the pipe only.
    private async Task<string> EndAsync()
    {
        using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        try
        {
            await _process.WaitForExitAsync(moment.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return "it had to be killed";
        }

        var code = _process.ExitCode;
        return code > 128 ? string.Create(CultureInfo.InvariantCulture, $"signal {code - 128}") : string.Create(CultureInfo.InvariantCulture, $"exit code {code}");
    }
}
