using System.Net;
using System.Net.Http.Json;
using P8e.EndToEnd.Tests.Support;

namespace P8e.EndToEnd.Tests;

/// <summary>The own API and workflows over a partner's object store (participation model b): a whole envelope, of which the own store holds nothing.</summary>
public sealed class PartnerStoreTests(World world) : IClassFixture<World>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_WithAPartnersStore_IsAcknowledgedAndReadBack()
    {
        await using var partner = await RunningProgram.StartAsync(
            world, "keeper", Token, ("Host__Roles", "http,grpc"), ("Host__GrpcAddress", "http://127.0.0.1:0"), ("Affiliate__Name", "keeper"), ("ObjectStore__Replication", "Off"));
        using var keeper = new HttpClient { BaseAddress = partner.Address };
        var key = Convert.ToBase64String(World.Bob.Key.Uncompressed);
        Assert.Equal(HttpStatusCode.OK, (await keeper.PostAsJsonAsync("/api/v1/public-keys", new { publicKey = key, authHeader = "x-bob", authValue = "bob's word" }, Token)).StatusCode);
        var word = world.NewFile("bob.word");
        await File.WriteAllTextAsync(word, "bob's word\n", Token);
        await using var program = await RunningProgram.StartAsync(
            world, "kept", Token, LoanRequest.Trusting, ("Affiliate__Name", "kept"), ("Affiliate__SigningKeyFile", world.KeyFileOf(World.Bob)),
            ("ObjectStore__PartnerAddress", partner.Grpc!), ("ObjectStore__PartnerHeaderName", "x-bob"), ("ObjectStore__PartnerHeaderFile", word));
        var published = await CommandLine.RunAsync(
            program.Address, Token, "contract", "publish", "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json");
        Assert.True(published.ExitCode == 0, published.Errors + program.Output);

        var (_, accepted) = await program.ExecuteAsync("""{"contract":"org.example.published.KeepNote","records":{"note":{"text":"paid"}}}""", key: null, Token);
        var view = await program.EndAsync(accepted.GetProperty("id").GetString()!, Token);

        Assert.True(view.GetProperty("status").GetString() == "Completed", view.ToString());
        var scope = view.GetProperty("output").GetProperty("scope").GetString();
        var record = await program.GetAsync($"/api/v1/scopes/{scope}/records/note", Token);
        Assert.Equal("paid", record.GetProperty("content").GetProperty("text").GetString());
        Assert.Equal(0, (await program.GetAsync("/api/v1/objects", Token)).GetProperty("items").GetArrayLength());
        Assert.NotEqual(0, (await partner.GetAsync("/api/v1/objects", Token)).GetProperty("items").GetArrayLength());
    }
}
