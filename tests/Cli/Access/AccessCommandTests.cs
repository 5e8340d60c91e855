using System.Text.Json;
using P8e.Access;
using P8e.Access.Keys;
using P8e.Azure.Access;
using P8e.Azure.Tables;
using P8e.Azurite;
using P8e.Cli.Tests.Support;
using P8e.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Cli.Tests.Access;

/// <summary>Keys from the command line, as processes on a storage account.</summary>
public sealed class AccessCommandTests(SharedAzurite azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateListRevoke_AKey_WorksUntilItIsRevoked()
    {
        var made = Json(await RunAsync("create", "--name", "servicing system", "--role", "read", "submit", "--at", "lender-1", "--days", "30", "--json"));
        var (text, id) = (made.GetProperty("key").GetString()!, made.GetProperty("id").GetString()!);

        var caller = await (await KeysAsync()).FindAsync(text, Token);
        Assert.Equal(("submit:lender-1 read:lender-1", $"key:{id}"), (caller.Grants.ToString(), caller.Id));

        var (people, program) = (await RunAsync("list"), await RunAsync("list", "--json"));
        Assert.Contains(id, people.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(text[21..], people.Output + program.Output, StringComparison.Ordinal);
        var listed = Assert.Single(Json(program).EnumerateArray(), key => key.GetProperty("id").GetString() == id);
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("revoked").ValueKind);
        Assert.Equal(30, (listed.GetProperty("expires").GetDateTimeOffset() - listed.GetProperty("created").GetDateTimeOffset()).TotalDays);

        Assert.Equal(id, Json(await RunAsync("revoke", id, "--json")).GetProperty("id").GetString());
        Assert.Equal(ErrorCodes.AccessUnauthenticated, (await Assert.ThrowsAsync<P8eStateException>(async () => await (await KeysAsync()).FindAsync(text, Token))).Code);

        var tables = await TablesAsync();
        var lines = (await new TableAccessAudit(tables).ListAsync(null, DateOnly.FromDateTime(listed.GetProperty("created").GetDateTimeOffset().UtcDateTime), null, 200, Token)).Items;
        Assert.Equal(["p8e access create", "p8e access revoke"], lines.Where(line => line.What == id).Select(line => line.Route));
    }

    [Fact]
    public async Task Create_ForPeople_PrintsTheKeyOnce()
    {
        var run = await RunAsync("create", "--name", "x", "--role", "operate", "--everywhere");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var words = run.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("operate", (await (await KeysAsync()).FindAsync(Assert.Single(words, word => ApiKeyText.IsKey(word)), Token)).Grants.ToString());
    }

    [Theory]
    [InlineData("access.key_not_found", "revoke", "0123456789abcdef")]
    [InlineData("access.key_not_found", "revoke", "nonsense")]
    [InlineData("access.key_invalid", "create", "--name", "x", "--role", "read", "--everywhere", "--days", "0")]
    [InlineData("access.key_invalid", "create", "--name", "x", "--role", "read", "--everywhere", "--days", "1831")]
    [InlineData("access.key_invalid", "create", "--name", "x", "--role", "read", "--everywhere", "--days", "2147483647")]
    [InlineData("affiliate.invalid", "create", "--name", "x", "--role", "read", "--at", "Lender 1")]
    public async Task Command_ThatCannotBe_EndsWithOneAndTheCode(string code, params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--json"]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal(code, JsonElement.Parse(run.Error).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Bootstrap_ItsLineInAFile_LetsItsKeyIn()
    {
        var made = Json(await Command.RunAsync(null, "access", "bootstrap", "--json"));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, made.GetProperty("line").GetString(), Token);
            var keys = new ApiKeys(new TableApiKeys(await TablesAsync()), new SystemRandomSource().Fill, TimeProvider.System, BootstrapKey.Read(file));

            Assert.Equal(AccessRoles.All, (await keys.FindAsync(made.GetProperty("key").GetString()!, Token)).Grants.Everywhere);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonElement Json(Command run)
    {
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonElement.Parse(run.Output);
    }

    private async Task<TableServiceClient> TablesAsync() => new((await azurite.ServerAsync()).ConnectionString);

    private async Task<ApiKeys> KeysAsync() => new(new TableApiKeys(await TablesAsync()), new SystemRandomSource().Fill, TimeProvider.System);

    private async Task<Command> RunAsync(params string[] arguments) => await Command.RunAsync(null, ["access", .. arguments, "--storage", (await azurite.ServerAsync()).ConnectionString]);
}
