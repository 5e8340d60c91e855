using Google.Protobuf;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Tests.Dime;

/// <summary>Every bit and every length of a stored object changed: refused by one named error, or the same content where nothing protects the field.</summary>
public sealed class TamperTests
{
    private const string Same = "same content";

    private static readonly string[] HeaderErrors = [ErrorCodes.DimeMalformed, ErrorCodes.DimeNotAddressed, ErrorCodes.DimeUnopenable];

    private readonly Dictionary<string, HashSet<string>> texts = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_AnyBitOfThePayload_IsRefusedByOneError()
    {
        var sample = await SampleObject.MakeAsync(1, Token);
        var header = DimeHeader.Parse(sample.Container);
        using var key = await new DimeOpener(Curves.Fastest).UnwrapAsync(header, sample.FirstReader, Token);
        var payload = sample.Container[header.Length..];
        for (var bit = 0; bit < payload.Length * 8; bit++)
        {
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(ErrorCodes.DimePayloadInvalid, Note(Assert.Throws<P8eInputException>(() => PayloadFrame.Open(key, payload))));
            payload[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(sample.Content, PayloadFrame.Open(key, payload));
        AssertOneTextPerCode();
    }

    [Fact]
    public async Task Open_AnyBitOfTheHeader_IsRefusedOrTheFieldIsListedAsUnprotected()
    {
        var sample = await SampleObject.MakeAsync(1, Token);
        var regions = HeaderRegions.Of(sample.Container);
        var unprotected = new HashSet<string>();
        for (var position = 0; position < regions.HeaderLength; position++)
        {
            var region = regions.At(position);
            for (var bit = 0; bit < 8; bit++)
            {
                var outcome = await OutcomeWithBitFlippedAsync(sample, position, bit);
                Assert.True(region.Allowed.Contains(outcome), $"bit {bit} of byte {position} ({region.Name}): {outcome}");
                _ = outcome == Same && unprotected.Add(region.Name);
            }
        }

        Assert.Equal(HeaderRegions.Unprotected.Order(), unprotected.Order());
        Assert.Superset(new HashSet<string>(HeaderErrors), new HashSet<string>(texts.Keys));
        AssertOneTextPerCode();
    }

    [Fact]
    public async Task Readme_ListOfWhatIsNotAuthenticated_IsTheListOfThisTest()
    {
        var path = Path.Combine(Vectors.Folder, "..", "..", "core", "Cryptography", "README.md");
        var readme = await File.ReadAllTextAsync(path, Token);

        Assert.All(HeaderRegions.Unprotected, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_CutAtAnyLength_IsRefused()
    {
        var sample = await SampleObject.MakeAsync(2, Token);
        var headerLength = DimeHeader.Parse(sample.Container).Length;
        using var key = await new DimeOpener(Curves.Fastest).UnwrapAsync(DimeHeader.Parse(sample.Container), sample.FirstReader, Token);
        for (var length = 0; length < sample.Container.Length; length++)
        {
            var cut = sample.Container[..length];
            var error = length < headerLength
                ? Assert.Throws<P8eInputException>(() => DimeHeader.Parse(cut))
                : Assert.Throws<P8eInputException>(() => PayloadFrame.Open(key, cut.AsSpan(headerLength)));
            Assert.Equal(length < headerLength ? ErrorCodes.DimeMalformed : ErrorCodes.DimePayloadInvalid, Note(error));
        }

        AssertOneTextPerCode();
        Assert.Equal(ErrorCodes.DimePayloadInvalid, await OutcomeAsync([.. sample.Container, 0], sample.FirstReader, sample.Content));
    }

    [Fact]
    public async Task Open_KeyOutsideTheAudience_IsItsOwnOutcome()
    {
        var sample = await SampleObject.MakeAsync(3, Token);
        using var stranger = Cryptography.Keys.PrivateKey.Generate(new SeededRandom(99), Curves.Fastest);

        var error = await Assert.ThrowsAsync<P8eStateException>(
            () => SampleObject.OpenAsync(sample.Container, new LocalKeyAgreement(stranger, Curves.Fastest), Token));

        Assert.Equal((ErrorCodes.DimeNotAddressed, StateErrorKind.NotPermitted), (error.Code, error.Kind));
        for (var reader = 0; reader < sample.Keys.Length; reader++)
        {
            Assert.Equal(sample.Content, await SampleObject.OpenAsync(sample.Container, sample.Agreement(reader), Token));
        }
    }

    [Fact]
    public async Task Open_WrappedKeysExchanged_IsRefused()
    {
        var (one, two) = (await SampleObject.MakeAsync(4, Token), await SampleObject.MakeAsync(5, Token));
        (string Name, Action<Audience, Audience> Exchange, string Expected)[] cases =
        [
            ("all of the entry but its name", (own, other) => (own.Tag, own.EphemeralPubkey, own.EncryptedDek) = (other.Tag, other.EphemeralPubkey, other.EncryptedDek), ErrorCodes.DimeUnopenable),
            ("wrapped key", (own, other) => own.EncryptedDek = other.EncryptedDek, ErrorCodes.DimeUnopenable),
            ("tag", (own, other) => own.Tag = other.Tag, ErrorCodes.DimeUnopenable),
            ("ephemeral key", (own, other) => own.EphemeralPubkey = other.EphemeralPubkey, ErrorCodes.DimeUnopenable),
            ("name", (own, other) => own.PublicKey = other.PublicKey, ErrorCodes.DimeNotAddressed),
        ];
        foreach (var (name, exchange, expected) in cases)
        {
            var (inside, across) = (ContainerParts.Split(one.Container), ContainerParts.Split(one.Container));
            var wire = inside.Wire;
            exchange(wire.Audience[0], wire.Audience[1]);
            inside.Wire = wire;
            Assert.Equal((name, expected), (name, await OutcomeAsync(inside.ToBytes(), one.FirstReader, one.Content)));

            wire = across.Wire;
            exchange(wire.Audience[0], ContainerParts.Split(two.Container).Wire.Audience[0]);
            across.Wire = wire;
            // A whole entry of another object unwraps, to the other object's key: the payload's own tag refuses it.
            var acrossExpected = name == cases[0].Name ? ErrorCodes.DimePayloadInvalid : name == "name" ? Same : expected;
            Assert.Equal((name, acrossExpected), (name, await OutcomeAsync(across.ToBytes(), one.FirstReader, one.Content)));
        }

        AssertOneTextPerCode();
    }

    [Theory]
    [InlineData("stray bits")]
    [InlineData("no padding")]
    [InlineData("space inside")]
    [InlineData("new line behind")]
    [InlineData("url alphabet")]
    [InlineData("empty")]
    [InlineData("raw bytes")]
    [InlineData("twice")]
    public async Task Open_FieldThatIsNotCanonicalBase64_IsRefused(string form)
    {
        var sample = await SampleObject.MakeAsync(6, Token);
        (Func<Audience, ByteString> Get, Action<Audience, ByteString> Set, string Expected)[] fields =
        [
            (entry => entry.Tag, (entry, value) => entry.Tag = value, ErrorCodes.DimeUnopenable),
            (entry => entry.EphemeralPubkey, (entry, value) => entry.EphemeralPubkey = value, ErrorCodes.DimeUnopenable),
            (entry => entry.EncryptedDek, (entry, value) => entry.EncryptedDek = value, ErrorCodes.DimeUnopenable),
            (entry => entry.PublicKey, (entry, value) => entry.PublicKey = value, ErrorCodes.DimeNotAddressed),
        ];
        foreach (var (get, set, expected) in fields)
        {
            var parts = ContainerParts.Split(sample.Container);
            var wire = parts.Wire;
            set(wire.Audience[0], ByteString.CopyFrom(Base64Forms.Make(form, get(wire.Audience[0]).ToByteArray())));
            parts.Wire = wire;
            Assert.Equal(expected, await OutcomeAsync(parts.ToBytes(), sample.FirstReader, sample.Content));
        }

        AssertOneTextPerCode();
    }

    private async Task<string> OutcomeWithBitFlippedAsync(SampleObject sample, int position, int bit)
    {
        sample.Container[position] ^= (byte)(1 << bit);
        var outcome = await OutcomeAsync(sample.Container, sample.FirstReader, sample.Content);
        if (outcome == Same)
        {
            AssertNeverAnotherSigner(sample);
        }

        sample.Container[position] ^= (byte)(1 << bit);
        return outcome;
    }

    private static void AssertNeverAnotherSigner(SampleObject sample)
    {
        try
        {
            Assert.True(SampleObject.Verify(sample.Container, sample.Content) is not { } signer || signer.Equals(sample.Keys[2].PublicKey));
        }
        catch (P8eInputException error)
        {
            Assert.Equal(ErrorCodes.DimeMalformed, error.Code);
        }
    }

    private async Task<string> OutcomeAsync(byte[] container, IKeyAgreement reader, byte[] content)
    {
        try
        {
            Assert.Equal(content, await SampleObject.OpenAsync(container, reader, Token));
            return Same;
        }
        catch (P8eException error)
        {
            return Note(error);
        }
    }

    private string Note(P8eException error)
    {
        Assert.Null(error.InnerException);
        _ = texts.TryAdd(error.Code, []);
        _ = texts[error.Code].Add(error.Message);
        return error.Code;
    }

    /// <summary>No oracle: a cryptographic failure has one text wherever the change was. What a parser refuses may be named.</summary>
    private void AssertOneTextPerCode() =>
        Assert.All(texts.Where(entry => entry.Key != ErrorCodes.DimeMalformed), entry => Assert.Single(entry.Value));
}
