using System.Net;
using System.Text.RegularExpressions;
using P8e.Durable;
using P8e.Functions.ConsolePages;
using P8e.Functions.Hosting;
using P8e.Functions.Tests.Support;

namespace P8e.Functions.Tests.ConsolePages;

/// <summary>The console's files as the program serves them.</summary>
public sealed partial class ConsoleRoutesTests
{
    private static readonly string Folder = Tree.PathOf("functions/wwwroot");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_OfTheConsole_IsServedAsItIsWithItsHeaders(string name)
    {
        await using var program = await StartAsync();
        using var http = program.Client();

        using var answer = await http.GetAsync($"/console/{name}", Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Folder, name), Token), await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(Path.GetExtension(name) switch { ".html" => "text/html", ".css" => "text/css", _ => "text/javascript" }, answer.Content.Headers.ContentType?.MediaType);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_ThatTheReaderHas_IsNotSentAgain(string name)
    {
        await using var program = await StartAsync();
        using var http = program.Client();
        using var first = await http.GetAsync($"/console/{name}", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/console/{name}") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var second = await http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Console_WithoutAName_IsThePage()
    {
        await using var program = await StartAsync();
        using var http = program.Client();

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, ConsoleFile.Page), Token), await http.GetStringAsync("/console", Token));
    }

    [Theory]
    [InlineData("/console/host.json")]
    [InlineData("/console/CONSOLE.HTML")]
    [InlineData("/console/..%2fhost.json")]
    [InlineData("/console/%2e%2e%2fhost.json")]
    [InlineData("/console/a/console.js")]
    public async Task File_ThatIsNoneOfTheConsole_IsNotThere(string path)
    {
        await using var program = await StartAsync();
        using var http = program.Client();

        using var answer = await http.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfTheConsole_NamesNothingElsewhereAndMakesNoMarkup(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));

        Assert.Empty(Elsewhere().Matches(text).Select(match => match.Value));
        Assert.Empty(MarkupMakers().Matches(text).Select(match => match.Value));
    }

    [Fact]
    public void Files_ThatFilesName_AreServed()
    {
        var named = from file in Directory.EnumerateFiles(Folder)
                    from Match match in Named().Matches(File.ReadAllText(file))
                    select match.Groups["name"].Value;

        Assert.Equal(ConsoleFile.All.Keys.Except([ConsoleFile.Page]).Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("see https://example.test/x")]
    [InlineData("src=\"//example.test/x\"")]
    [InlineData("url(http://example.test/x)")]
    public void Elsewhere_OfAnExternalReference_IsSeen(string text) => Assert.Matches(Elsewhere(), text);

    private static Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(
        RunningProgram.Options(isCustomHandler: false, HostRoles.Http), RunningProgram.Compose(new OrchestratorRegistry(), new ActivityRegistry()));

    [GeneratedRegex(@"https?:|wss?:|[""'(]//|@import|sendBeacon", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|srcdoc| on[a-z]+=|<style|style=")]
    private static partial Regex MarkupMakers();

    [GeneratedRegex(@"(?:""/console/|from '\./)(?<name>[a-z]+\.[a-z]+)[""']")]
    private static partial Regex Named();
}
