using System.CommandLine;
using P8e.Devvault.Store;

namespace P8e.Devvault;

/// <summary>Runs one vault until it is cancelled.</summary>
internal static class VaultProgram
{
    private const int Ok = 0;
    private const int Failed = 1;

    internal static async Task<int> RunAsync(RunSettings settings, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            if (settings.WithParent)
            {
                // Reading standard input cannot be called off, so nobody waits for this.
                _ = EndWithInputAsync(end);
            }

            await using var vault = await DevVault.StartAsync(settings.Folder.FullName, settings.Port, settings.IdentityPort, TimeProvider.System, end.Token);
            await AnnounceAsync(vault, settings.PortFile, console.Output, end.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token);
            return Ok;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await console.Error.WriteLineAsync(fault.Message);
            return Failed;
        }
    }

    private static async Task AnnounceAsync(DevVault vault, FileInfo? portFile, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("devvault: for development and tests only. Its keys lie in a folder; never keep anything of value in it.");
        await output.WriteLineAsync($"vault {vault.Address}");
        await output.WriteLineAsync($"identity {vault.IdentityEndpoint}");
        await output.WriteLineAsync($"authority {vault.AuthorityFile}");
        await output.FlushAsync(cancellationToken);
        if (portFile is not null)
        {
            await OwnerFile.WriteAsync(portFile.FullName, vault.ToJson(), cancellationToken);
        }
    }

    /// <summary>A parent that dies closes the other end of our standard input.</summary>
    private static async Task EndWithInputAsync(CancellationTokenSource end)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer, end.Token) > 0)
        {
            // What it says does not matter.
        }

        await end.CancelAsync();
    }
}
