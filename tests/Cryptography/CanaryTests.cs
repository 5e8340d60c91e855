using System.Text.Json;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Signatures;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests;

/// <summary>Planted keys are looked for in everything that could end in a log: texts, serialised forms, errors.</summary>
public sealed class CanaryTests
{
    private static readonly byte[] Scalar = new SeededRandom(501).Next(32);
    private static readonly byte[] DataKeyBytes = new SeededRandom(502).Next(32);
    private static readonly byte[] SecretBytes = new SeededRandom(503).Next(32);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublicTypes_TextAndJson_HoldNoKey()
    {
        var instances = await InstancesAsync();
        var missing = typeof(PrivateKey).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && !type.IsSubclassOf(typeof(Delegate)))
            .Where(type => type.Namespace!.StartsWith("P8e.Cryptography", StringComparison.Ordinal))
            .Except(instances.Select(instance => instance.GetType()));

        Assert.Empty(missing); // A new public type must be added to the list below.
        Assert.All(instances, instance =>
        {
            AssertClean(instance.ToString()!);
            AssertClean(Serialise(instance));
        });
        instances.OfType<IDisposable>().ToList().ForEach(instance => instance.Dispose());
    }

    [Fact]
    public async Task Errors_OfEveryKind_HoldNoKey()
    {
        var text = $"0A20{Convert.ToHexString(Scalar)}";
        var sample = await SampleObject.MakeAsync(1, Token);
        using var key = PrivateKey.Import(Scalar, Curves.Fastest);
        using var dataKey = DataKey.TryFromText(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(DataKeyBytes)))!;
        var disposed = PrivateKey.Import(Scalar, Curves.Fastest);
        disposed.Dispose();
        Func<Task>[] failures =
        [
            () => Task.FromResult(KeyText.ReadPrivate(text + "FF", Curves.Fastest)),
            () => Task.FromResult(KeyText.ReadPublic(text, Curves.Fastest)),
            () => Task.FromResult(PrivateKey.Import([1, .. Scalar], Curves.Fastest)),
            () => Task.FromResult(PublicKey.Parse(Scalar, Curves.Fastest)),
            () => new LocalSigner(disposed).SignDigestAsync(new byte[32], Token).AsTask(),
            () => Task.FromResult(PayloadFrame.Open(dataKey, sample.Container)),
            () => SampleObject.OpenAsync(sample.Container, new LocalKeyAgreement(key, Curves.Fastest), Token),
            () => LongPayload.ProveAsync(dataKey, new MemoryStream(sample.Container), sample.Container.Length, Token),
        ];
        foreach (var failure in failures)
        {
            AssertClean((await Assert.ThrowsAnyAsync<Exception>(failure)).ToString());
        }
    }

    private static async Task<object[]> InstancesAsync()
    {
        var key = PrivateKey.Import(Scalar, Curves.Fastest);
        var dataKey = DataKey.TryFromText(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(DataKeyBytes)))!;
        var request = new DimeSealRequest { Owner = key.PublicKey, Signer = key.PublicKey };
        var random = new SystemRandomSource();
        var sealer = new DimeSealer(random, TimeProvider.System, Curves.Fastest);
        var header = sealer.Seal(dataKey, request);
        var signature = await new LocalSigner(key, Curves.Fastest).SignAsync("m"u8, SignatureDigest.Sha512, Token);
        var payload = PayloadFixtureSeal(dataKey);
        return
        [
            key, key.PublicKey, dataKey, new SharedSecret(SecretBytes), new LocalSigner(key), new LocalKeyAgreement(key), random, sealer,
            new DimeOpener(Curves.Fastest), header, header.Audience[0], request, DimeLimits.Default, new ContentHasher(), ContentHasher.HashData([]), signature,
            new DimeSignature(signature.ToDer(), PublicKeyPem.Write(key.PublicKey)), new PayloadSealer(dataKey, random, Stream.Null),
            await LongPayload.ProveAsync(dataKey, new MemoryStream(payload), payload.Length, Token),
        ];
    }

    private static byte[] PayloadFixtureSeal(DataKey key) => PayloadFrame.Seal(key, new SeededRandom(1), [1, 2, 3]);

    private static string Serialise(object instance)
    {
        try
        {
            return JsonSerializer.Serialize(instance, instance.GetType());
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException or JsonException)
        {
            return error.ToString(); // Refusing to be serialised is the best answer; its text counts too.
        }
    }

    private static void AssertClean(string text)
    {
        foreach (var secret in new[] { Scalar, DataKeyBytes, SecretBytes })
        {
            Assert.DoesNotContain(Convert.ToHexString(secret)[..32], text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(secret)[..20], text, StringComparison.Ordinal);
            Assert.DoesNotContain(string.Join(',', secret[..8]), text, StringComparison.Ordinal);
        }
    }
}
