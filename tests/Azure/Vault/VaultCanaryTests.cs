using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Text.Json;
using Azure.Core.Diagnostics;
using P8e.Azure.Vault;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Devvault.Store;

namespace P8e.Azure.Tests.Vault;

/// <summary>A planted private key and the tokens are looked for in everything that the room and Microsoft's libraries say.</summary>
public sealed class VaultCanaryTests : VaultTests
{
    private static readonly string Version = new('c', 32);

    [Fact]
    public async Task Everything_ThatIsSaidOfKeysInUseAndInTrouble_HoldsNoSecretAndNoToken()
    {
        var said = new ConcurrentQueue<string>();
        using var listener = new AzureEventSourceListener((arguments, message) => said.Enqueue(message + JsonSerializer.Serialize(arguments.Payload)), EventLevel.Verbose);
        var scalar = Convert.FromHexString("5A5B5C5D5E5F606162636465666768696A6B6C6D6E6F70717273747576777879");
        using var canary = PrivateKey.Import(scalar);
        await PlantAsync("good", new string(KeyText.Write(canary)));
        await PlantAsync("spoilt", "ZZ" + new string(KeyText.Write(canary)));
        var signing = await CreateAsync("signing");

        using var keys = new VaultKeys(Clients(retries: 1));
        using var agreement = await keys.OpenAgreementAsync(Identifier("good"), Token);
        using (await agreement.AgreeAsync(canary.PublicKey, Token))
        {
            var signer = await keys.OpenSignerAsync(signing.Identifier, Token);
            await signer.SignAsync("m"u8, SignatureDigest.Sha512, Token);
            Func<Task>[] troubles =
            [
                () => keys.OpenAgreementAsync(Identifier("spoilt"), Token),
                () => keys.OpenAgreementAsync(Identifier("missing"), Token),
                () => signer.SignAsync("m"u8, SignatureDigest.Sha512, Token).AsTask(),
            ];
            foreach (var fault in new Action[] { () => { }, () => Vault.Faults.DamagedSignatures = true, () => Vault.Faults.Refusal = "ForbiddenByRbac", () => Vault.Faults.Away = true })
            {
                fault();
                foreach (var trouble in troubles)
                {
                    said.Enqueue((await Record.ExceptionAsync(trouble))?.ToString() ?? "");
                }
            }
        }

        said.Enqueue($"{keys} {agreement} {signing} {Options()} {JsonSerializer.Serialize(Options())}");
        var all = string.Join('\n', said);
        Assert.Contains("/secrets/spoilt/", all, StringComparison.Ordinal); // The listener listened.
        Assert.Contains("Authorization:REDACTED", all, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(Tokens.Given);
        string[] secrets = [Convert.ToHexString(scalar)[..16], Convert.ToBase64String(scalar)[..12], string.Join(',', scalar[..6]), .. Tokens.Given.Select(token => token.Split('.')[2])];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    private Uri Identifier(string name) => new(Vault.Address, $"/secrets/{name}/{Version}");

    private Task PlantAsync(string name, string value) => Vault.Store.AddAsync(VaultStore.Secrets, name, new ItemVersion { Version = Version, Value = value }, Token);
}
