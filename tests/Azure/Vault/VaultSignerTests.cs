using System.Text.Json;
using P8e.Azure.Vault;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Devvault.Store;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultSignerTests : VaultTests
{
    private static readonly byte[] Message = "what is agreed"u8.ToArray();

    [Fact]
    public async Task SignDigestAsync_OfSha512_IsDerAsTheJvmVerifies()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));

        for (var i = 0; i < 16; i++)
        {
            byte[] message = [.. Message, (byte)i];
            var signature = await signer.SignAsync(message, SignatureDigest.Sha512, Token);
            var travelling = new DimeSignature(signature.ToDer(), PublicKeyPem.Write(signer.PublicKey));

            Assert.Equal(signer.PublicKey, travelling.Verify(System.Security.Cryptography.SHA512.HashData(message)));
            Assert.Null(travelling.Verify(System.Security.Cryptography.SHA512.HashData(Message)));
        }
    }

    [Fact]
    public async Task SignDigestAsync_OfSha256_IsLowSForTheChainWhicheverHalfTheVaultChose()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));
        var halves = new HashSet<bool>();

        // Both halves are as likely: that 40 signatures show one only happens once in 2^39.
        for (var i = 0; i < 40; i++)
        {
            byte[] message = [.. Message, (byte)i];
            var signature = await signer.SignAsync(message, SignatureDigest.Sha256, Token);
            halves.Add(signature.IsLowS);

            var low = signature.ToLowS();
            Assert.True(low.IsLowS);
            Assert.Equal(64, low.Compact.Length);
            Assert.True(Signing.Verify(signer.PublicKey, message, SignatureDigest.Sha256, low));
        }

        Assert.Equal(2, halves.Count);
    }

    [Fact]
    public async Task SignDigestAsync_WithTheRecordedKey_StandsBesideWhatTheJvmSigned()
    {
        using var recorded = JsonDocument.Parse(await File.ReadAllBytesAsync(Repository.Vector("signatures/p8e-sdk.json"), Token));
        var root = recorded.RootElement;
        using var key = PrivateKey.Import(Convert.FromHexString(root.GetProperty("privateKey").GetString()!));
        await Vault.Store.AddAsync(VaultStore.Keys, "k0", KeptKey(key), Token);
        var signer = await OpenAsync(await ShowAsync("k0"));

        foreach (var one in root.GetProperty("cases").EnumerateArray())
        {
            var digest = Convert.FromHexString(root.GetProperty(one.GetProperty("digest").GetString()!).GetString()!)[..32];
            Assert.True(EcdsaSignature.TryFromDer(Convert.FromBase64String(one.GetProperty("derBase64").GetString()!), out var ofTheJvm));
            var ours = await signer.SignDigestAsync(digest, Token);

            Assert.True(Signing.VerifyDigest(signer.PublicKey, digest, ofTheJvm));
            Assert.True(EcdsaSignature.TryFromDer(ours.ToDer(), out var read) && Signing.VerifyDigest(key.PublicKey, digest, read));
        }
    }

    [Theory]
    [InlineData("disabled", ErrorCodes.VaultKeyDisabled)]
    [InlineData("expired", ErrorCodes.VaultKeyExpired)]
    [InlineData("early", ErrorCodes.VaultKeyNotYetValid)]
    [InlineData("deleted", ErrorCodes.VaultKeyNotFound)]
    public async Task Keys_TakenOutOfUse_AreRefusedAtOpeningAndBetweenTwoSignatures(string state, string code)
    {
        var key = await CreateAsync("signing");
        var signer = await OpenAsync(key);
        await signer.SignAsync(Message, SignatureDigest.Sha512, Token);

        await SpoilAsync(key, state);

        var signing = await AssertFailsAsync(code, () => signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask());
        var opening = await AssertFailsAsync(code, () => OpenAsync(key));
        Assert.All([signing, opening], error => Assert.IsType<P8eStateException>(error));
        Assert.All([signing, opening], error => Assert.Contains(key.Identifier.AbsoluteUri, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignDigestAsync_OfAKeyEnabledAgain_Signs()
    {
        var key = await CreateAsync("signing");
        var signer = await OpenAsync(key);
        await SpoilAsync(key, "disabled");
        await AssertFailsAsync(ErrorCodes.VaultKeyDisabled, () => signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask());

        await ChangeAsync(key, one => one with { Enabled = true });

        Assert.NotNull(await signer.SignAsync(Message, SignatureDigest.Sha512, Token));
    }

    [Fact]
    public async Task SignDigestAsync_AfterARotation_GoesOnWithThePinnedVersion()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));
        var next = await new VaultKeyring(Clients(), new Cryptography.SystemRandomSource()).RotateAsync("signing", VaultKeyPurpose.Signing, false, Token);

        var signature = await signer.SignAsync(Message, SignatureDigest.Sha512, Token);

        Assert.NotEqual(next.PublicKey, signer.PublicKey);
        Assert.True(Signing.Verify(signer.PublicKey, Message, SignatureDigest.Sha512, signature));
    }

    [Theory]
    [InlineData("ForbiddenByRbac")]
    [InlineData("ForbiddenByFirewall")]
    [InlineData("AccessDenied")]
    public async Task Vault_ThatRefusesTheProgram_IsDenied(string inner)
    {
        var key = await CreateAsync("signing");
        var signer = await OpenAsync(key);
        Vault.Faults.Refusal = inner;

        var error = await AssertFailsAsync(ErrorCodes.VaultDenied, () => signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask());

        Assert.Contains(inner, error.Message, StringComparison.Ordinal);
        Assert.Equal(StateErrorKind.NotPermitted, Assert.IsType<P8eStateException>(error).Kind);
    }

    [Fact]
    public async Task Vault_ThatIsAway_IsTransientAndThenSignsAgain()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));
        Vault.Faults.Away = true;

        var error = await AssertFailsAsync(ErrorCodes.VaultUnavailable, () => signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask());
        Vault.Faults.Away = false;

        Assert.IsType<P8eTransientException>(error);
        Assert.NotNull(await signer.SignAsync(Message, SignatureDigest.Sha512, Token));
    }

    [Fact]
    public async Task Vault_ThatIsSlow_IsTransientWhenTheCallsTimeIsUp()
    {
        var clock = new MovableClock();
        using var keys = new VaultKeys(Clients(clock: clock));
        var signer = await keys.OpenSignerAsync((await CreateAsync("signing")).Identifier, Token);
        Vault.Faults.Slow = true;

        var signing = signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask();
        Assert.False(signing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(21));

        var error = await AssertFailsAsync(ErrorCodes.VaultUnavailable, () => signing);
        Assert.Contains("within 20 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignDigestAsync_CancelledByItsCaller_IsCancelled()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));
        Vault.Faults.Slow = true;
        using var end = new CancellationTokenSource();

        var signing = signer.SignAsync(Message, SignatureDigest.Sha512, end.Token).AsTask();
        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing);
    }

    [Fact]
    public async Task Vault_ThatThrottlesLessOftenThanWeTry_Signs()
    {
        var signer = await OpenAsync(await CreateAsync("signing"), retries: 2);
        Vault.Faults.Throttle(2, 0);

        Assert.NotNull(await signer.SignAsync(Message, SignatureDigest.Sha512, Token));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(30, 1)]
    public async Task Vault_ThatThrottles_IsTransientWithItsPauseAndIsNotWaitedForTooLong(int retryAfter, int tries)
    {
        var signer = await OpenAsync(await CreateAsync("signing"), retries: 1);
        var before = Vault.Faults.Requests.Count;
        Vault.Faults.Throttle(100, retryAfter);

        var error = await AssertFailsAsync(ErrorCodes.VaultUnavailable, () => signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask());

        Assert.Equal(TimeSpan.FromSeconds(retryAfter), Assert.IsType<P8eTransientException>(error).RetryAfter);
        Assert.Equal(tries, Vault.Faults.Requests.Count - before);
    }

    [Fact]
    public async Task SignDigestAsync_WithADamagedAnswer_FailsClosed()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));
        Vault.Faults.DamagedSignatures = true;

        await AssertFailsAsync(ErrorCodes.VaultSignatureInvalid, () => signer.SignAsync(Message, SignatureDigest.Sha512, Token).AsTask());
    }

    [Fact]
    public async Task SignDigestAsync_ByManyAtOnce_SignsEachAndAsksForOneToken()
    {
        var signer = await OpenAsync(await CreateAsync("signing"));
        var asked = Tokens.Asked.Count;

        var signatures = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => signer.SignAsync([(byte)i], SignatureDigest.Sha512, Token).AsTask()));

        Assert.All(signatures.Index(), one => Assert.True(Signing.Verify(signer.PublicKey, [(byte)one.Index], SignatureDigest.Sha512, one.Item)));
        Assert.Equal(asked, Tokens.Asked.Count);
    }

    [Fact]
    public async Task OpenSignerAsync_OfAKeyOnAnotherCurveOrThatMayNotSign_IsUnsuitable()
    {
        var good = await CreateAsync("signing");
        await ChangeAsync(good, one => one with { KeyOps = ["verify"] });
        using var key = PrivateKey.Import([1]);
        await Vault.Store.AddAsync(VaultStore.Keys, "p256", KeptKey(key) with { CurveName = "P-256" }, Token);
        var foreign = await ShowAsync("p256");

        Assert.Null(foreign.PublicKey);
        Assert.IsType<P8eInputException>(await AssertFailsAsync(ErrorCodes.VaultKeyUnsuitable, () => OpenAsync(good)));
        Assert.IsType<P8eInputException>(await AssertFailsAsync(ErrorCodes.VaultKeyUnsuitable, () => OpenAsync(foreign)));
    }

    [Theory]
    [InlineData("https://other.vault.localhost/keys/signing/0123456789abcdef0123456789abcdef")]
    [InlineData("{vault}keys/signing")]
    [InlineData("{vault}keys/signing/latest")]
    [InlineData("{vault}secrets/signing/0123456789abcdef0123456789abcdef")]
    [InlineData("{vault}keys/sign_ing/0123456789abcdef0123456789abcdef")]
    [InlineData("{vault}keys/signing/0123456789abcdef0123456789abcdef/sign")]
    public async Task OpenSignerAsync_OfWhatIsNoIdentifierOfThisVault_IsRefusedUnasked(string identifier)
    {
        using var keys = new VaultKeys(Clients());
        var uri = new Uri(identifier.Replace("{vault}", Vault.Address.AbsoluteUri, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<P8eInputException>(() => keys.OpenSignerAsync(uri, Token));

        Assert.Equal(ErrorCodes.VaultIdentifierInvalid, error.Code);
        Assert.Empty(Tokens.Asked);
    }

    private async Task<VaultSigner> OpenAsync(VaultKeyEntry key, int retries = 1)
    {
        using var keys = new VaultKeys(Clients(retries));
        return await keys.OpenSignerAsync(key.Identifier, Token);
    }

    private Task<VaultKeyEntry> ShowAsync(string name) =>
        new VaultKeyring(Clients(), new Cryptography.SystemRandomSource()).ShowAsync(name, "", VaultKeyPurpose.Signing, Token);

    private static ItemVersion KeptKey(PrivateKey key) => new()
    {
        Version = new string('a', 32),
        Value = new string(KeyText.Write(key)),
        KeyType = "EC",
        CurveName = "P-256K",
        KeyOps = ["sign"],
        Point = key.PublicKey.Uncompressed[1..].ToArray(),
    };

    private async Task SpoilAsync(VaultKeyEntry key, string state)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        if (state == "deleted")
        {
            await Vault.Store.DeleteAsync(VaultStore.Keys, key.Name, Token);
            return;
        }

        await ChangeAsync(key, one => state switch
        {
            "disabled" => one with { Enabled = false },
            "expired" => one with { Expires = now - 10 },
            _ => one with { NotBefore = now + 1000 },
        });
    }
}
