using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using P8e.CannedApi;
using P8e.Cli.Tests.Support;

namespace P8e.Cli.Tests;

/// <summary>The commands that look, as processes.</summary>
public sealed class LookingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("executions list", Samples.Id)]
    [InlineData("executions show " + Samples.Id, "executed")]
    [InlineData("scope list", Samples.Scope)]
    [InlineData("scope show " + Samples.Scope, "tp1owner (OWNER)")]
    [InlineData("record show " + Samples.Scope + " asset", "\"description\": \"<img src=x")]
    [InlineData("record history " + Samples.Scope + " asset", "written")]
    public async Task Command_OfWhatIsThere_ShowsItForPeopleAndForPrograms(string line, string shown)
    {
        await using var api = await CannedServer.StartAsync(null, Token);

        var people = await Command.RunAsync(api.Address, line.Split(' '));
        var program = await Command.RunAsync(api.Address, [.. line.Split(' '), "--json"]);

        Assert.Equal((0, 0), (people.ExitCode, program.ExitCode));
        Assert.Contains(shown, people.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(Assert.Single(program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).ValueKind);
    }

    [Fact]
    public async Task Show_OfWhatIsNotThere_EndsWithOneAndTheCode()
    {
        await using var api = await CannedServer.StartAsync(null, Token);

        var run = await Command.RunAsync(api.Address, "executions", "show", "nobody", "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("execution.not_found", JsonElement.Parse(run.Error).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(401, "access.unauthenticated")]
    [InlineData(403, "access.not_permitted")]
    [InlineData(404, "affiliate.not_found")]
    [InlineData(429, "access.rate_limited")]
    public async Task Show_OfWhatIsRefused_EndsWithOneAndTheCode(int status, string code)
    {
        await using var api = await CannedServer.StartAsync(
            routes => routes.MapGet("/api/v1/executions/refused", context =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync($$"""{"type":"urn:p8e:{{code}}","status":{{status}},"code":"{{code}}","detail":"Taking a call: why."}""", Token);
            }),
            Token);

        var run = await Command.RunAsync(api.Address, "executions", "show", "refused");

        Assert.Equal((1, "", $"{code}: Taking a call: why."), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Fact]
    public async Task Command_WrittenWrongly_EndsWithTwo()
    {
        var run = await Command.RunAsync(null, "record", "show", "scope1x");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("p8e record show --help", run.Error, StringComparison.Ordinal);
    }
}
