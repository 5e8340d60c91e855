using Azure.Identity;
using P8e.Azure.Vault;
using P8e.Devvault;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultAuthenticationTests : VaultTests
{
    [Fact]
    public async Task Clients_OfAVault_AskForATokenOfItsDomainAndTenantOnce()
    {
        var clients = Clients();
        var key = await CreateAsync("one");
        Tokens.Asked.Clear();

        await clients.Keys.GetKeyAsync("one", key.Version, Token);
        await clients.Keys.GetKeyAsync("one", key.Version, Token);

        var asked = Assert.Single(Tokens.Asked);
        Assert.Equal("https://vault.localhost/.default", Assert.Single(asked.Scopes));
        Assert.Equal(Vault.Store.State.Tenant.ToString(), asked.TenantId);
        Assert.True(asked.IsCaeEnabled);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("foreign audience")]
    [InlineData("unsigned")]
    [InlineData("self-signed")]
    [InlineData("empty")]
    public async Task Vault_ThatRefusesTheToken_IsDeniedAfterOneTry(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("devvault").FullName;
        await using var other = await DevVault.StartAsync(folder, 0, 0, TimeProvider.System, Token);
        var real = await Vault.Tokens.IssueAsync("https://vault.localhost", TimeSpan.FromHours(1), Token);
        (Tokens.Lifetime, Tokens.Audience, Tokens.Forged) = kind switch
        {
            "expired" => (TimeSpan.FromMinutes(-1), null, null),
            "foreign audience" => (TimeSpan.FromHours(1), "https://management.azure.com", null),
            "unsigned" => (TimeSpan.FromHours(1), (string?)null, real[..(real.LastIndexOf('.') + 1)]),
            "self-signed" => (TimeSpan.FromHours(1), null, await other.Tokens.IssueAsync("https://vault.localhost", TimeSpan.FromHours(1), Token)),
            _ => (TimeSpan.FromHours(1), null, "."),
        };
        using var keys = new VaultKeys(Clients(retries: 3));

        await AssertFailsAsync(ErrorCodes.VaultDenied, () => keys.OpenSignerAsync(Identifier("keys"), Token));
        Assert.Single(Tokens.Asked);
        await AssertFailsAsync(ErrorCodes.VaultDenied, () => keys.OpenAgreementAsync(Identifier("secrets"), Token));

        Assert.Empty(Vault.Faults.Requests);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Program_WithoutAnIdentity_IsToldWhatToDo()
    {
        Tokens.Failure = new CredentialUnavailableException("no endpoint; secret detail");
        using var keys = new VaultKeys(Clients());

        var forKeys = await AssertFailsAsync(ErrorCodes.VaultIdentityMissing, () => keys.OpenSignerAsync(Identifier("keys"), Token));
        var forSecrets = await AssertFailsAsync(ErrorCodes.VaultIdentityMissing, () => keys.OpenAgreementAsync(Identifier("secrets"), Token));

        Assert.All([forKeys, forSecrets], error => Assert.DoesNotContain("secret detail", error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_WhoseTokensDoNotComeNow_MayTryAgain()
    {
        Tokens.Failure = new AuthenticationFailedException("the endpoint said: secret detail");
        using var keys = new VaultKeys(Clients());

        var error = await AssertFailsAsync(ErrorCodes.VaultUnavailable, () => keys.OpenSignerAsync(Identifier("keys"), Token));

        Assert.IsType<P8eTransientException>(error);
        Assert.DoesNotContain("secret detail", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vault_WhoseCertificateNobodyKnows_IsNotSpokenTo()
    {
        using var keys = new VaultKeys(new VaultClients(new VaultOptions { Address = Vault.Address, MaxRetries = 0 }, TimeProvider.System, Tokens));

        await AssertFailsAsync(ErrorCodes.VaultUnavailable, () => keys.OpenSignerAsync(Identifier("keys"), Token));

        Assert.Empty(Tokens.Asked);
    }

    private Uri Identifier(string collection) => new(Vault.Address, $"/{collection}/one/0123456789abcdef0123456789abcdef");
}
