using P8e.Azure.Vault;
using P8e.Cryptography;
using P8e.Devvault.Store;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultKeyringTests : VaultTests
{
    private VaultKeyring Keyring => new(Clients(), new SystemRandomSource());

    [Theory]
    [InlineData(VaultKeyPurpose.Signing)]
    [InlineData(VaultKeyPurpose.Encryption)]
    public async Task CreateAsync_ThenRotateAsync_MakesTwoVersionsThatAreShownWithTheirKeys(VaultKeyPurpose purpose)
    {
        var first = await Keyring.CreateAsync("one", purpose, false, Token);
        var second = await Keyring.RotateAsync("one", purpose, false, Token);

        Assert.Equal(second, await Keyring.ShowAsync("one", "", purpose, Token));
        Assert.Equal(first, await Keyring.ShowAsync("one", first.Version, purpose, Token));
        Assert.NotEqual(first.PublicKey, second.PublicKey);
        Assert.Equivalent(new[] { first.Identifier, second.Identifier }, (await Keyring.ListAsync(Token)).Select(key => key.Identifier), strict: true);
    }

    [Theory]
    [InlineData(VaultKeyPurpose.Signing)]
    [InlineData(VaultKeyPurpose.Encryption)]
    public async Task CreateAsync_OfANameThatIsTaken_MakesNoVersion(VaultKeyPurpose purpose)
    {
        var there = await CreateAsync("one", purpose);
        await AssertFailsAsync(ErrorCodes.VaultKeyExists, () => Keyring.CreateAsync("one", purpose, false, Token));
        Assert.Single(await Keyring.ListAsync(Token));

        await Vault.Store.DeleteAsync(Collection(there), "one", Token);

        // A deleted key keeps its name.
        await AssertFailsAsync(ErrorCodes.VaultKeyExists, () => Keyring.CreateAsync("one", purpose, false, Token));
        await AssertFailsAsync(ErrorCodes.VaultKeyNotFound, () => Keyring.RotateAsync("one", purpose, false, Token));
        await AssertFailsAsync(ErrorCodes.VaultKeyNotFound, () => Keyring.ShowAsync("one", "", purpose, Token));
        await Vault.Store.PurgeAsync(Collection(there), "one", Token);
        Assert.NotEqual(there.PublicKey, (await Keyring.CreateAsync("one", purpose, false, Token)).PublicKey);
    }

    [Fact]
    public async Task ListAsync_OfMoreThanAPage_ShowsAllAndNoSecretsOfOthers()
    {
        for (var i = 0; i < 30; i++)
        {
            await Vault.Store.AddAsync(VaultStore.Keys, $"key-{i:00}", Kept(i), Token);
            await Vault.Store.AddAsync(VaultStore.Secrets, "versions", Kept(i) with { ContentType = "application/vnd.p8e.key", Enabled = false }, Token);
        }

        await Vault.Store.AddAsync(VaultStore.Secrets, "password", Kept(0), Token);

        var keys = await Keyring.ListAsync(Token);

        Assert.Equal(30, keys.Count(key => key is { Purpose: VaultKeyPurpose.Signing, Enabled: true }));
        Assert.Equal(30, keys.Count(key => key is { Purpose: VaultKeyPurpose.Encryption, Name: "versions", Enabled: false }));
        Assert.DoesNotContain(keys, key => key.Name == "password");
    }

    [Fact]
    public async Task UpdateKeyPropertiesAsync_OfOneVersion_ChangesWhatIsGivenOnly()
    {
        var made = await CreateAsync("one");
        var client = Clients().Keys;
        var key = await client.GetKeyAsync("one", made.Version, Token);
        var end = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);

        var expiring = await client.UpdateKeyPropertiesAsync(key.Properties with { Enabled = null, ExpiresOn = end }, Token);
        var disabled = await client.UpdateKeyPropertiesAsync(key.Properties with { Enabled = false }, Token);

        Assert.Equal((true, end), (expiring.Properties.Enabled, expiring.Properties.ExpiresOn));
        Assert.Equal((false, end), (disabled.Properties.Enabled, disabled.Properties.ExpiresOn));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("with/slash", "")]
    [InlineData("one", "newest")]
    public async Task ShowAsync_OfWhatIsNoNameOrVersion_IsRefusedUnasked(string name, string version)
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(() => Keyring.ShowAsync(name, version, VaultKeyPurpose.Signing, Token));

        Assert.Equal(ErrorCodes.VaultIdentifierInvalid, error.Code);
        Assert.Empty(Tokens.Asked);
    }

    private static ItemVersion Kept(int number) =>
        new() { Version = number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture), Value = "", KeyType = "EC", CurveName = "P-256K", Point = new byte[64] };
}
