using System.CommandLine;

namespace P8e.Devvault;

/// <summary>The command line: runs one vault until it is interrupted.</summary>
internal static class RunCommand
{
    internal static RootCommand Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Keeps the keys and the authority's certificate, readable by you only.", Required = true };
        var port = Port("--port", "Of the vault, https.");
        var identityPort = Port("--identity-port", "Of the endpoint that gives out tokens, http.");
        var portFile = new Option<FileInfo?>("--port-file") { Description = "Gets the addresses as one JSON object, once they are open." };
        var parent = new Option<bool>("--with-parent") { Description = "Ends when standard input does." };
        var command = new RootCommand("A key vault for development and tests that answers like Azure Key Vault. Never keep anything of value in it.")
        {
            folder, port, identityPort, portFile, parent,
        };
        command.SetAction((parsed, cancellationToken) => VaultProgram.RunAsync(
            new RunSettings(
                parsed.GetRequiredValue(folder), parsed.GetValue(port), parsed.GetValue(identityPort), parsed.GetValue(portFile), parsed.GetValue(parent)),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static Option<int> Port(string name, string description)
    {
        var port = new Option<int>(name) { Description = $"{description} 0 takes a free one." };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
            {
                result.AddError($"{name} must be 0 to {ushort.MaxValue}.");
            }
        });
        return port;
    }
}
