using System.Text.Json;
using P8e.Cli.Tests.Support;

namespace P8e.Cli.Tests.Keys;

/// <summary>Keys in files, with the command as a process.</summary>
public sealed class FileKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p8e-keys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("create")]
    [InlineData("new")]
    public async Task Create_ThenShow_ShowsTheSameKeyAndNeverItsSecret(string verb)
    {
        var made = await RunAsync(verb, File("a.key"));
        var shown = await RunAsync("show", File("a.key"));
        var secret = (await System.IO.File.ReadAllTextAsync(File("a.key"), TestContext.Current.CancellationToken)).Trim();

        Assert.Equal((0, 0), (made.ExitCode, shown.ExitCode));
        Assert.Equal(made.Output, shown.Output);
        Assert.StartsWith("tp1", Json(shown).GetProperty("testNetAddress").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret[6..30], made.Output + shown.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Create_OverAKey_KeepsIt()
    {
        await RunAsync("create", File("a.key"));

        var again = await RunAsync("create", File("a.key"));

        Assert.Equal((1, "key.file_unsafe"), (again.ExitCode, Json(again.Error).GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("signing", "another address on the chain")]
    [InlineData("encryption", "p8e object rotate --from")]
    public async Task Rotate_OfAFile_MakesAnotherFileAndSaysWhatFollows(string kind, string advice)
    {
        var old = Json(await RunAsync("create", File("a.key")));

        var next = Json(await RunAsync("rotate", File("a.key"), "--to", File("b.key"), "--kind", kind));
        var listed = Json(await RunAsync("list", _folder)).GetProperty("keys");

        Assert.NotEqual(old.GetProperty("publicKey").GetString(), next.GetProperty("publicKey").GetString());
        Assert.Contains(advice, next.GetProperty("next").ToString(), StringComparison.Ordinal);
        Assert.Equal(["a.key", "b.key"], listed.EnumerateArray().Select(key => key.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Rotate_WithoutANewFile_SaysThatItNeedsOne()
    {
        await RunAsync("create", File("a.key"));

        var run = await RunAsync("rotate", File("a.key"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--to", run.Error, StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(_folder, name);

    private static Task<Command> RunAsync(params string[] arguments) => Command.RunWithAsync([], ["keys", .. arguments, "--json"]);

    private static JsonElement Json(Command run) => Json(run.Output);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
