using System.Reflection;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Signatures;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Keys;

/// <summary>What holds a secret: zeroed when disposed, unusable afterwards, and of a shape that cannot be printed or compared.</summary>
public sealed class SecretLifetimeTests
{
    private static readonly Type[] SecretTypes = [typeof(PrivateKey), typeof(DataKey), typeof(SharedSecret)];

    public static TheoryData<string> SecretTypeNames => [.. SecretTypes.Select(type => type.Name)];

    [Fact]
    public void Dispose_EverySecret_IsZeroAndUnusable()
    {
        var privateKey = PrivateKey.Generate(new SeededRandom(1), Curves.Fastest);
        var dataKey = DataKey.Generate(new SeededRandom(2));
        var secret = new SharedSecret(new SeededRandom(3).Next(32));
        (IDisposable Owner, Action Use)[] secrets =
        [
            (privateKey, () => _ = privateKey.Scalar), (dataKey, () => _ = dataKey.Bytes), (secret, () => _ = secret.X),
        ];
        foreach (var (owner, use) in secrets)
        {
            var bytes = SecretBytes(owner);
            use();
            Assert.NotEqual(new byte[32], bytes);

            owner.Dispose();
            owner.Dispose();

            Assert.Equal(new byte[32], bytes);
            _ = Assert.Throws<ObjectDisposedException>(use);
        }
    }

    [Fact]
    public async Task UseOfADisposedKey_EveryWay_ThrowsInsteadOfUsingZeroes()
    {
        var key = PrivateKey.Generate(new SeededRandom(1), Curves.Fastest);
        var dataKey = DataKey.Generate(new SeededRandom(2));
        var payload = PayloadFrame.Seal(dataKey, new SeededRandom(3), [1]);
        key.Dispose();
        dataKey.Dispose();
        var token = TestContext.Current.CancellationToken;

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await new LocalSigner(key).SignDigestAsync(new byte[32], token));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await new LocalKeyAgreement(key).AgreeAsync(key.PublicKey, token));
        _ = Assert.Throws<ObjectDisposedException>(() => KeyText.Write(key));
        _ = Assert.Throws<ObjectDisposedException>(() => PayloadFrame.Seal(dataKey, new SeededRandom(3), [1]));
        _ = Assert.Throws<ObjectDisposedException>(() => PayloadFrame.Open(dataKey, payload));
        _ = Assert.Throws<ObjectDisposedException>(() => new PayloadSealer(dataKey, new SeededRandom(3), new MemoryStream()));
    }

    [Theory]
    [MemberData(nameof(SecretTypeNames))]
    public void SecretType_Shape_CannotLeak(string name)
    {
        var type = SecretTypes.Single(candidate => candidate.Name == name);
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        Assert.True(type.IsSealed);
        Assert.True(typeof(IDisposable).IsAssignableFrom(type));
        Assert.Null(type.GetMethod("<Clone>$", All)); // A record prints and compares itself.
        Assert.Null(type.GetMethod(nameof(ToString), All, []));
        Assert.Null(type.GetMethod(nameof(Equals), All, [typeof(object)]));
        Assert.DoesNotContain(type.GetInterfaces(), contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEquatable<>));
        Assert.DoesNotContain(type.GetFields(All), member => member.IsPublic);
        Assert.DoesNotContain(
            type.GetProperties(BindingFlags.Instance | BindingFlags.Public),
            property => property.PropertyType != typeof(PublicKey));
    }

    [Fact]
    public void SecretTypes_List_HasEveryTypeThatHoldsKeyBytes()
    {
        var disposableHolders = typeof(PrivateKey).Assembly.GetTypes()
            .Where(type => typeof(IDisposable).IsAssignableFrom(type) && SecretField(type) is not null)
            .Select(type => type.Name);

        Assert.Equal(SecretTypes.Select(type => type.Name).Order(), disposableHolders.Where(name => name != nameof(PayloadSealer)).Order());
    }

    [Fact]
    public void Import_RefusedBytes_AreNotInTheMessage()
    {
        var order = Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364142");

        var error = Assert.Throws<P8eInputException>(() => PrivateKey.Import(order, Curves.Fastest));

        Assert.DoesNotContain("BAAEDCE6", error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Generate_SourceThatGivesOnlyZeroes_ThrowsInsteadOfTryingForEver()
    {
        var source = new StuckRandom();

        _ = Assert.Throws<InvalidOperationException>(() => PrivateKey.Generate(source, Curves.Fastest));
        Assert.InRange(source.Draws, 1, 100);
    }

    private static byte[] SecretBytes(object owner) => (byte[])SecretField(owner.GetType())!.GetValue(owner)!;

    private static FieldInfo? SecretField(Type type) =>
        Array.Find(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic), member => member.FieldType == typeof(byte[]));

    private sealed class StuckRandom : IRandomSource
    {
        internal int Draws { get; private set; }

        public void Fill(Span<byte> buffer)
        {
            Assert.True(++Draws < 1000, "the source is asked for ever");
            buffer.Clear();
        }
    }
}
