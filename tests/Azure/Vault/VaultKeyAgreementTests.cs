using P8e.Azure.Vault;
using P8e.Cryptography;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Devvault.Store;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultKeyAgreementTests : VaultTests
{
    private static readonly SystemRandomSource Random = new();

    [Fact]
    public async Task AgreeAsync_ByManyAtOnce_OpensWhatWasSealedAndReadsTheSecretOnce()
    {
        var key = await CreateAsync("encryption", VaultKeyPurpose.Encryption);
        var header = Seal(key.PublicKey!);
        var before = Reads;
        using var keys = new VaultKeys(Clients());
        using var agreement = await keys.OpenAgreementAsync(key.Identifier, Token);

        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => OpenAsync(header, agreement)));

        Assert.Equal(16, opened.Length);
        Assert.Equal(key.PublicKey, agreement.PublicKey);
        Assert.Equal(1, Reads - before);
    }

    [Fact]
    public async Task AgreeAsync_AfterTheCachesTime_ReadsTheSecretAgain()
    {
        var (clock, key) = (new MovableClock(), await CreateAsync("encryption", VaultKeyPurpose.Encryption));
        var header = Seal(key.PublicKey!);
        using var keys = new VaultKeys(Clients(clock: clock));
        using var agreement = await keys.OpenAgreementAsync(key.Identifier, Token);
        var before = Reads;

        clock.Advance(TimeSpan.FromSeconds(301));

        Assert.True(await OpenAsync(header, agreement));
        Assert.Equal(1, Reads - before);
    }

    [Theory]
    [InlineData("disabled", ErrorCodes.VaultKeyDisabled)]
    [InlineData("deleted", ErrorCodes.VaultKeyNotFound)]
    [InlineData("denied", ErrorCodes.VaultDenied)]
    [InlineData("away", ErrorCodes.VaultUnavailable)]
    [InlineData("throttled", ErrorCodes.VaultUnavailable)]
    public async Task AgreeAsync_OfAKeyTakenAway_OpensUntilTheCachesTimeAndThenFails(string fault, string code)
    {
        var (clock, key) = (new MovableClock(), await CreateAsync("encryption", VaultKeyPurpose.Encryption));
        var header = Seal(key.PublicKey!);
        using var keys = new VaultKeys(Clients(clock: clock));
        using var agreement = await keys.OpenAgreementAsync(key.Identifier, Token);

        await TakeAwayAsync(key, fault);

        Assert.True(await OpenAsync(header, agreement));
        clock.Advance(TimeSpan.FromSeconds(301));
        await AssertFailsAsync(code, () => OpenAsync(header, agreement));
    }

    [Fact]
    public async Task OldObjects_AfterRotationAndExpiry_OpenWhileTheOldKeyExists()
    {
        var old = await CreateAsync("encryption", VaultKeyPurpose.Encryption);
        var header = Seal(old.PublicKey!);
        var next = await new VaultKeyring(Clients(), Random).RotateAsync("encryption", VaultKeyPurpose.Encryption, false, Token);
        await ChangeAsync(old, one => one with { Expires = 1 });
        using var keys = new VaultKeys(Clients());
        using var oldAgreement = await keys.OpenAgreementAsync(old.Identifier, Token);
        using var newAgreement = await keys.OpenAgreementAsync(next.Identifier, Token);

        Assert.NotEqual(old.PublicKey, next.PublicKey);
        Assert.True(await OpenAsync(header, oldAgreement));
        Assert.True(await OpenAsync(Seal(next.PublicKey!), newAgreement));
        Assert.Equal(ErrorCodes.DimeNotAddressed, (await Assert.ThrowsAnyAsync<P8eException>(() => OpenAsync(header, newAgreement))).Code);
    }

    [Fact]
    public async Task AgreeAsync_AfterDisposal_IsRefused()
    {
        var key = await CreateAsync("encryption", VaultKeyPurpose.Encryption);
        var keys = new VaultKeys(Clients());
        var first = await keys.OpenAgreementAsync(key.Identifier, Token);
        var second = await keys.OpenAgreementAsync(key.Identifier, Token);

        first.Dispose();
        Assert.True(await OpenAsync(Seal(key.PublicKey!), second));
        keys.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => OpenAsync(Seal(key.PublicKey!), first));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => OpenAsync(Seal(key.PublicKey!), second));
    }

    [Theory]
    [InlineData("a password")]
    [InlineData("0A20")]
    [InlineData("0A200000000000000000000000000000000000000000000000000000000000000000")]
    public async Task OpenAgreementAsync_OfASecretThatIsNoKey_IsUnsuitableAndNotQuoted(string value)
    {
        await Vault.Store.AddAsync(VaultStore.Secrets, "other", new ItemVersion { Version = new string('b', 32), Value = value }, Token);
        using var keys = new VaultKeys(Clients());

        var error = await AssertFailsAsync(
            ErrorCodes.VaultKeyUnsuitable, () => keys.OpenAgreementAsync(new Uri(Vault.Address, $"/secrets/other/{new string('b', 32)}"), Token));

        Assert.DoesNotContain(value.Length > 8 ? value[..8] : "a password", error.ToString().Replace("0A20…", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private int Reads => Vault.Faults.Requests.Count(request => request.StartsWith("GET /secrets/encryption/", StringComparison.Ordinal) && !request.EndsWith("versions", StringComparison.Ordinal));

    private async Task TakeAwayAsync(VaultKeyEntry key, string fault)
    {
        switch (fault)
        {
            case "disabled":
                await ChangeAsync(key, one => one with { Enabled = false });
                break;
            case "deleted":
                await Vault.Store.DeleteAsync(VaultStore.Secrets, key.Name, Token);
                break;
            case "denied":
                Vault.Faults.Refusal = "ForbiddenByRbac";
                break;
            case "away":
                Vault.Faults.Away = true;
                break;
            default:
                Vault.Faults.Throttle(100, 60);
                break;
        }
    }

    private static DimeHeader Seal(PublicKey reader)
    {
        using var dataKey = DataKey.Generate(Random);
        return new DimeSealer(Random, TimeProvider.System).Seal(dataKey, new DimeSealRequest { Owner = reader, Signer = reader });
    }

    private static async Task<bool> OpenAsync(DimeHeader header, IKeyAgreement reader)
    {
        using var key = await new DimeOpener().UnwrapAsync(header, reader, Token);
        return key is not null;
    }
}
