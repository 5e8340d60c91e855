namespace P8e.Azurite;

/// <summary>Where <c>eng/azurite.sh</c> puts Azurite.</summary>
internal sealed record AzuriteInstallation(string Program, string Preload)
{
    public static AzuriteInstallation Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Directory.Packages.props")))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            throw new InvalidOperationException($"Starting Azurite: no folder above {AppContext.BaseDirectory} is the repository.");
        }

        var folder = Path.Combine(root.FullName, "eng", "azurite");
        var program = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        return File.Exists(program)
            ? new AzuriteInstallation(program, Path.Combine(folder, "with-parent.cjs"))
            : throw new InvalidOperationException("Starting Azurite: it is not installed. Install Node.js 20 or newer with npm, then run eng/azurite.sh.");
    }
}
