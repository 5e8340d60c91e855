using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using P8e.Chain.Transactions;
using P8e.Cryptography.Keys;
using P8e.EndToEnd.Tests.Support;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.EndToEnd.Tests;

/// <summary>The program with its keys in a vault: who signs, what becomes of work when the vault will not or cannot, and that nothing else is ever signed with.</summary>
public sealed class VaultTests(VaultWorld world) : IClassFixture<VaultWorld>
{
    private const string Contract = "org.example.published.KeepNote";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_KeysInTheVault_EverySignatureIsTheVaults()
    {
        await using var program = await world.StartAsync("signing", Token);
        await PublishAsync(program);
        var before = await StoredContent.ReadAllAsync(world, Token);
        var (asked, written) = (world.Signatures, (await world.World.Chain.ReadTransactionsAsync(Token)).Count);

        var view = await ExecuteAsync(program, "signed");

        Assert.True(Text(view, "status") == "Completed", view.ToString());
        var transactions = (await world.World.Chain.ReadTransactionsAsync(Token)).Skip(written).ToArray();
        var objects = (await StoredContent.ReadAllAsync(world, Token)).Where(found => before.All(known => known.Hash != found.Hash)).ToArray();
        // One for each object, one for the note that the contract returns as it was proposed (signed before the store finds that it has it), one for the executed contract, one for the transaction:
        // nobody else can have made them.
        Assert.Single(transactions);
        Assert.NotEmpty(objects);
        Assert.Equal(objects.Length + 3, world.Signatures - asked);
        Assert.All(objects, AssertSignedAsTheJvmVerifies);

        var envelope = Envelope.Parser.ParseFrom(Assert.Single(objects, found => found.Hash == Text(view.GetProperty("output"), "envelope")).Content);
        var signature = Assert.Single(envelope.Signatures);
        Assert.Equal(("SHA512withECDSA", "BC"), (signature.Algo, signature.Provider));
        Assert.True(Verifies(envelope.Contract.ToByteArray(), Convert.FromBase64String(signature.Signature_), HashAlgorithmName.SHA512, DSASignatureFormat.Rfc3279DerSequence));
        await AssertSignedForTheChainAsync(transactions[0]);
    }

    private static void AssertSignedAsTheJvmVerifies(StoredContent found)
    {
        Assert.Equal(PublicKeyPem.Write(World.Alice.Key), found.SignerPem);
        Assert.True(Verifies(found.Content, found.Signature, HashAlgorithmName.SHA512, DSASignatureFormat.Rfc3279DerSequence), found.Hash);
    }

    private async Task AssertSignedForTheChainAsync(ChainTransaction transaction)
    {
        var raw = TxRaw.Parser.ParseFrom(transaction.Bytes.Span);
        using var http = new HttpClient { BaseAddress = world.World.Chain.Rest };
        var account = await http.GetFromJsonAsync<JsonElement>($"cosmos/auth/v1beta1/accounts/{RunningChain.AddressOf(World.Alice)}", Token);
        var document = new SignDoc
        {
            BodyBytes = raw.BodyBytes, AuthInfoBytes = raw.AuthInfoBytes, ChainId = RunningChain.ChainId, AccountNumber = ulong.Parse(Text(account.GetProperty("account"), "account_number"), null),
        };
        var signer = Assert.Single(TransactionDecoder.Decode(transaction.Bytes.Span).Signers);
        Assert.Equal(World.Alice.Key, signer.PublicKey);
        Assert.True(Verifies(document.ToByteArray(), signer.Signature.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>The platform's own verification with Alice's public key: SHA512withECDSA over DER is what the JVM's parties call, and SHA-256 over r‖s the chain.</summary>
    private static bool Verifies(byte[] content, byte[] signature, HashAlgorithmName hash, DSASignatureFormat format)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(PublicKeyPem.ToDer(World.Alice.Key), out _);
        return key.VerifyData(content, signature, hash, format);
    }

    [Fact]
    public async Task Execute_KeyDisabledBetweenTwoEnvelopes_FailsClosedAndBreaksNothing()
    {
        // Her own key lies beside, in a file that the program may read: it is never tried.
        var folder = Path.GetDirectoryName(world.World.KeyFileOf(World.Alice))!;
        await using var program = await world.StartAsync("disabled", Token, ("Affiliate__KeysFolder", folder));
        await PublishAsync(program);
        var bob = await CommandLine.RunAsync(program.Address, Token, "affiliate", "add", "bob", "--signing-key", "file:bob.key", "--encryption-key", "file:bob.key", "--json");
        Assert.True(bob.ExitCode == 0, bob.Errors + program.Output);
        await PublishAsync(program, "--affiliate", "bob");
        var first = await ExecuteAsync(program, "first");
        var written = (await world.World.Chain.ReadTransactionsAsync(Token)).Count;

        await world.EnableSigningAsync(false, Token);
        try
        {
            // The submitted records are sealed and signed first: so far it comes.
            var (status, second) = await program.ExecuteAsync($$$$"""{"contract":"{{{{Contract}}}}","records":{"note":{"text":"second"}}}""", key: null, Token);
            Assert.Equal((HttpStatusCode.Forbidden, "vault.key_disabled"), (status, Text(second, "code")));
            Assert.Equal(written, (await world.World.Chain.ReadTransactionsAsync(Token)).Count);
            await AssertReadsAsync(program, first, "first");
            Assert.Equal("Completed", Text(await ExecuteAsync(program, "bob's", "bob"), "status"));
        }
        finally
        {
            await world.EnableSigningAsync(true, Token);
        }

        await AssertReadsAsync(program, await ExecuteAsync(program, "third"), "third");
    }

    [Fact]
    public async Task Start_VaultAway_SaysSoAndGoesOnByItself()
    {
        world.Vault.Faults.Away = true;
        await using var program = await world.StartAsync("away", Token, ("Vault__MaxRetries", "0"));
        using var http = new HttpClient { BaseAddress = program.Address };
        try
        {
            await program.SaysAsync("the start is tried again", Token);
            var health = await program.GetAsync("/health", Token);
            Assert.Equal(("starting", "vault.unavailable"), (Text(health, "status"), Text(Assert.Single(health.GetProperty("reasons").EnumerateArray()), "code")));
            using var refused = await http.GetAsync("/api/v1/executions", Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.Equal("vault.unavailable", Text(problem, "code"));
            Assert.StartsWith("Starting: ", Text(problem, "detail"), StringComparison.Ordinal);
        }
        finally
        {
            world.Vault.Faults.Away = false;
        }

        await program.AnswersAsync("/api/v1/executions", Token);
        Assert.NotEqual("starting", Text(await program.GetAsync("/health", Token), "status"));
    }

    [Fact]
    public async Task Execute_VaultThrottles_IsSlowerAndCompletes()
    {
        await using var program = await world.StartAsync("throttled", Token);
        await PublishAsync(program);
        var asked = world.Signatures;

        world.Vault.Faults.Throttle(3, retryAfter: 1);
        var view = await ExecuteAsync(program, "throttled");

        Assert.True(Text(view, "status") == "Completed", view.ToString());
        await AssertReadsAsync(program, view, "throttled");
        Assert.True(world.Signatures - asked > 3);
    }

    [Fact]
    public async Task Start_EncryptionSecretDisabled_EndsAndSaysWhy()
    {
        await world.EnableEncryptionAsync(false, Token);
        try
        {
            await AssertEndsAsync(1, "vault.key_disabled", world.Settings);
        }
        finally
        {
            await world.EnableEncryptionAsync(true, Token);
        }
    }

    /// <summary>Settings in place of good ones, and what the program says.</summary>
    public static TheoryData<string, string, string> WrongSettings => new()
    {
        { "Vault__Address", "", "Vault__Address is missing" },
        { "Vault__Address", "http://name.vault.azure.net", "Vault__Address" },
        { "Vault__Address", "name", "Vault__Address" },
        { "Vault__Adress", "https://name.vault.azure.net", "Vault__Adress is no setting" },
        { "Vault__Credential", "Anything", "Vault__Credential is not of ManagedIdentity, AzureCli" },
        { "Vault__ClientId", "me", "Vault__ClientId is not a UUID" },
        { "Vault__CallSeconds", "0", "its range is 1 to 300" },
        { "Vault__CallSeconds", "301", "its range is 1 to 300" },
        { "Vault__CallSeconds", "soon", "Vault__CallSeconds is not a whole number" },
        { "Vault__MaxRetries", "11", "its range is 0 to 10" },
        { "Vault__SecretCacheSeconds", "0", "its range is 1 to 86400" },
        { "Affiliate__SigningKey", "alice", "Affiliate__SigningKey is not an absolute address" },
        { "Affiliate__SigningKey", "https://other.vault.azure.net/keys/alice-signing/0123456789abcdef0123456789abcdef", "Affiliate__SigningKey names none of the keys of Vault__Address" },
        { "Affiliate__SigningKey", "VAULT/keys/alice-signing", "Affiliate__SigningKey names none of the keys" },
        { "Affiliate__SigningKey", "VAULT/secrets/alice-signing/0123456789abcdef0123456789abcdef", "Affiliate__SigningKey names none of the keys" },
        { "Affiliate__EncryptionKey", "VAULT/keys/alice-encryption/0123456789abcdef0123456789abcdef", "Affiliate__EncryptionKey names none of the secrets" },
        { "Affiliate__EncryptionKey", "", "Affiliate__EncryptionKey goes with a SigningKey" },
        { "Affiliate__SigningKeyFile", "KEYFILE", "Affiliate__SigningKey stands beside a key file" },
        { "Affiliate__SigningKeys", "x", "Affiliate__SigningKeys is no setting" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public Task Start_WrongSetting_EndsWithTwoAndNamesIt(string name, string value, string said)
    {
        var text = value.Replace("VAULT", world.Vault.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal).Replace("KEYFILE", world.World.KeyFileOf(World.Alice), StringComparison.Ordinal);
        return AssertEndsAsync(2, said, [.. world.Settings, (name, text)]);
    }

    [Theory]
    [InlineData(VaultWorld.SigningName)]
    [InlineData("nobody")]
    public Task Start_KeyThatTheVaultHasNot_EndsWithOneAndItsCode(string name) => AssertEndsAsync(
        1, "vault.key_not_found", [.. world.Settings, ("Affiliate__SigningKey", new Uri(world.Vault.Address, $"/keys/{name}/0123456789abcdef0123456789abcdef").AbsoluteUri)]);

    private async Task AssertEndsAsync(int exitCode, string said, (string Name, string Value)[] settings)
    {
        var environment = world.World.Settings("wrong");
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        await using var program = ChildProgram.Start("P8e.Functions", [], environment);
        await program.WaitForExitAsync(Token);
        Assert.True(program.ExitCode == exitCode, $"{program.ExitCode}: {program.Output}");
        Assert.Contains(said, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" at P8e.", program.Output, StringComparison.Ordinal);
    }

    private static async Task PublishAsync(RunningProgram program, params string[] options)
    {
        var published = await CommandLine.RunAsync(
            program.Address, Token,
            ["contract", "publish", "--contracts", ChildProgram.PathOf("P8e.PublishedContracts"), "--records", ChildProgram.PathOf("P8e.SampleRecords"), "--json", .. options]);
        Assert.True(published.ExitCode == 0, published.Errors + program.Output);
    }

    private static async Task<JsonElement> ExecuteAsync(RunningProgram program, string text, string? affiliate = null)
    {
        using var http = new HttpClient { BaseAddress = program.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/executions")
        {
            Content = JsonContent.Create(new { contract = Contract, records = new { note = new { text } } }),
            Headers = { { "Prefer", "wait=60" }, { "P8e-Affiliate", affiliate ?? "originator" } },
        };
        using var answer = await http.SendAsync(request, Token);
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(accepted.TryGetProperty("id", out var id), accepted.ToString());
        return affiliate is null ? await program.EndAsync(id.GetString()!, Token) : accepted;
    }

    private static async Task AssertReadsAsync(RunningProgram program, JsonElement view, string text)
    {
        var record = await program.GetAsync($"/api/v1/scopes/{Text(view.GetProperty("output"), "scope")}/records/note", Token);
        Assert.Equal(text, Text(record.GetProperty("content"), "text"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
