using System.Diagnostics;
using System.Net.Sockets;

namespace P8e.Azure.Tests;

/// <summary>Azurite as eng/lib.sh starts it for the demo.</summary>
public sealed class ScriptedAzuriteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAzurite_ScriptKilled_EndsByItself()
    {
        var folder = Directory.CreateTempSubdirectory("p8e-azurite-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", "source eng/lib.sh && start_azurite \"$1\" && echo \"$azurite_pid $P8E_STORAGE\" && read -r", "bash", folder.FullName])
            {
                WorkingDirectory = Root(),
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            using var script = Process.Start(start)!;
            var said = (await script.StandardOutput.ReadLineAsync(Cancel))!.Split(' ', 2);
            using var azurite = Process.GetProcessById(int.Parse(said[0], System.Globalization.CultureInfo.InvariantCulture));
            var table = new Uri(said[1].Split("TableEndpoint=")[1]);

            script.Kill();
            await script.WaitForExitAsync(Cancel);

            try
            {
                await azurite.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
                using var client = new TcpClient();
                await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", table.Port, Cancel).AsTask());
            }
            finally
            {
                azurite.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "P8eFunctions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
