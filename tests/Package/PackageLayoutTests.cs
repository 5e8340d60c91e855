using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using P8e.Ports;

namespace P8e.Package.Tests;

/// <summary>The folder, the zip and the container's folder, against what the Functions host asks of an app (functions-host 1.1 to 1.3, 1.11, 8.1).</summary>
[Collection(PackageGroup.Name)]
public sealed class PackageLayoutTests(PublishedPackage package)
{
    private const int MebibytesMax = 160;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] Executables = ["P8e.Functions", "sandbox/P8e.Execution.Sandbox"];

    [Fact]
    public void App_HasTheFunctionFoldersOfTheTree()
    {
        var tree = Path.Combine(Repository.Root, "functions");
        var functions = Directory.EnumerateFiles(tree, "function.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(tree, file)).Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(functions);
        Assert.Equal(functions, Directory.EnumerateFiles(package.App, "function.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package.App, file)).Order(StringComparer.Ordinal));
        Assert.All(functions, file => Assert.Equal(File.ReadAllBytes(Path.Combine(tree, file)), File.ReadAllBytes(Path.Combine(package.App, file))));
    }

    [Fact]
    public void Host_OfTheApp_StartsItsOwnExecutable()
    {
        var host = Json("host.json");
        var description = host.GetProperty("customHandler").GetProperty("description");

        Assert.Equal("2.0", host.GetProperty("version").GetString());
        Assert.True(File.Exists(Path.Combine(package.App, description.GetProperty("defaultExecutablePath").GetString()!)));
        Assert.Equal(0, description.GetProperty("arguments").GetArrayLength());
        Assert.Equal("P8eHub", host.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString());
        Assert.True(host.GetProperty("customHandler").GetProperty("enableProxyingHttpRequest").GetBoolean());
    }

    [Fact]
    public void App_HasTheCurveLibraryAndNothingOfTheSdkOrOfTests()
    {
        Assert.Single(Directory.EnumerateFiles(package.App, "libsecp256k1.so.*"));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(package.App, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)),
            name => name is "local.settings.json" or "createdump" || name.EndsWith(".key", StringComparison.Ordinal) || name.EndsWith(".xml", StringComparison.Ordinal) || name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase));
        var size = Directory.EnumerateFiles(package.App, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) >> 20;
        Assert.InRange(size, 1, MebibytesMax);
    }

    [Fact]
    public void App_FromPackages_HasTheVersionsOfTheLockFile()
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "functions", "packages.lock.json")));
        IReadOnlySet<string> versions = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(package => package.Value.TryGetProperty("resolved", out _))
            .Select(package => $"{package.Name}/{package.Value.GetProperty("resolved").GetString()}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var packed = Json("P8e.Functions.deps.json").GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package").Select(library => library.Name).ToArray();

        Assert.NotEmpty(packed);
        Assert.All(packed, library => Assert.Contains(library, versions));
    }

    [Fact]
    public void App_OfPrograms_IsCompiledAhead()
    {
        foreach (var assembly in new[] { "P8e.Functions.dll", "P8e.Protocol.dll", "Google.Protobuf.dll", "sandbox/P8e.Execution.Sandbox.dll" })
        {
            using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(Path.Combine(package.App, assembly)));
            Assert.True(reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, assembly);
        }
    }

    [Fact]
    public void Zip_OfTheApp_HasTheSameFilesAndMarksExecutables()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(package.Output, "app.zip"));
        var files = Directory.EnumerateFiles(package.App, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package.App, file)).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(files, zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry =>
        {
            var mode = (UnixFileMode)(entry.ExternalAttributes >> 16) & Executable;
            Assert.Equal(Executables.Contains(entry.FullName) ? Executable : UnixFileMode.None, mode);
            Assert.Equal(1980, entry.LastWriteTime.Year);
        });
        foreach (var name in Executables.Append("host.json").Append("runtime/host/fxr"))
        {
            foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith(name, StringComparison.Ordinal)))
            {
                using var content = entry.Open();
                Assert.Equal(SHA256.HashData(File.ReadAllBytes(Path.Combine(package.App, entry.FullName))), SHA256.HashData(content));
            }
        }
    }

    [Fact]
    public void Container_HasTheProgramAndNoTriggers()
    {
        var container = Path.Combine(package.Output, "container");
        var file = File.ReadAllLines(Path.Combine(container, "Dockerfile"));

        Assert.Contains(file, line => line.StartsWith("ARG BASE", StringComparison.Ordinal));
        Assert.Contains("FROM ${BASE}", file);
        Assert.Contains(file, line => line.StartsWith("USER ", StringComparison.Ordinal) && !line.Contains("root", StringComparison.Ordinal) && !line.StartsWith("USER 0", StringComparison.Ordinal));
        Assert.Contains("EXPOSE 7172", file);
        Assert.Contains(file, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(container, "app", "P8e.Functions")));
        Assert.False(File.Exists(Path.Combine(container, "app", "host.json")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(container, "app"), "function.json", SearchOption.AllDirectories));
    }

    private JsonElement Json(string name) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Path.Combine(package.App, name)));
}
