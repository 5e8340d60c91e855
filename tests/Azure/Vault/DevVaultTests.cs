using System.Net;
using System.Runtime.Versioning;
using P8e.Azure.Vault;
using P8e.Cryptography.Signatures;
using P8e.Devvault;

namespace P8e.Azure.Tests.Vault;

/// <summary>The stand-in itself, where the tests of the client do not reach.</summary>
public sealed class DevVaultTests : VaultTests
{
    [Fact]
    public async Task Vault_StartedAgainInItsFolder_HasItsKeysAndKnowsItsTokens()
    {
        var key = await CreateAsync("one");
        var token = await Vault.Tokens.IssueAsync("https://vault.localhost", TimeSpan.FromHours(1), Token);

        await using var again = await DevVault.StartAsync(Folder, 0, 0, TimeProvider.System, Token);
        var clients = new VaultClients(
            new VaultOptions { Address = again.Address, AuthorityFile = again.AuthorityFile }, TimeProvider.System, new IssuedTokens(again) { Forged = token });
        using var keys = new VaultKeys(clients);
        var signer = await keys.OpenSignerAsync(new Uri(again.Address, key.Identifier.AbsolutePath), Token);

        Assert.Equal(key.PublicKey, signer.PublicKey);
        Assert.NotNull(await signer.SignAsync("m"u8, SignatureDigest.Sha512, Token));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_OfTheVault_AreTheOwnersOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights of files are checked where they are Unix modes.");
        await CreateAsync("one");

        Assert.Equal(2, Directory.GetFiles(Folder).Length);
        Assert.All(Directory.GetFiles(Folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("?api-version=2019-08-01&resource=https://vault.localhost", null, 401)]
    [InlineData("?api-version=2019-08-01&resource=https://vault.localhost", "guessed", 401)]
    [InlineData("?api-version=2017-09-01&resource=https://vault.localhost", "right", 400)]
    [InlineData("?api-version=2019-08-01", "right", 400)]
    [InlineData("?api-version=2019-08-01&resource=https://vault.localhost&client_id=another", "right", 400)]
    [InlineData("?api-version=2019-08-01&resource=https://vault.localhost", "right", 200)]
    public async Task IdentityEndpoint_Asked_GivesTokensToWhoKnowsTheHeader(string query, string? header, int status)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, Vault.IdentityEndpoint + query);
        if (header is not null)
        {
            request.Headers.Add("X-IDENTITY-HEADER", header == "right" ? Vault.Store.State.IdentityHeader : header);
        }

        using var response = await client.SendAsync(request, Token);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(status == 200, (await response.Content.ReadAsStringAsync(Token)).Contains("access_token", StringComparison.Ordinal));
    }
}
