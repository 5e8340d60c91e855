namespace P8e.Devvault;

/// <summary>What the command line says.</summary>
internal sealed record RunSettings(DirectoryInfo Folder, int Port, int IdentityPort, FileInfo? PortFile, bool WithParent);
