using System.Text.Json;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Keys;

public sealed class KeyTextTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Recorded = Vectors.Read("keys/p8e-sdk.json");

    public static TheoryData<string> RecordedKeys => Vectors.Names(Recorded);

    [Theory]
    [MemberData(nameof(RecordedKeys))]
    public void ReadPrivate_KeyOfTheSdk_GivesItsPublicKeyAndAddress(string name)
    {
        var element = Recorded[name];
        using var key = KeyText.ReadPrivate(element.Text("privateText"), Curves.Fastest);

        Assert.Equal(element.Text("compressed"), key.PublicKey.ToString());
        Assert.Equal(element.Hex("hash160"), key.PublicKey.ToAddressBytes());
        Assert.Equal(element.Text("privateText"), new string(KeyText.Write(key)));
        Assert.Equal(key.PublicKey, KeyText.ReadPublic(KeyText.Write(key.PublicKey), Curves.Fastest));
        Assert.Equal(key.PublicKey, KeyText.ReadPublic(KeyText.Write(key.PublicKey).ToLowerInvariant(), Curves.Platform));
    }

    [Theory]
    [InlineData("0A0101", 1)]
    [InlineData("0A020080", 0x80)]
    [InlineData("0a03010203", 0x010203)]
    [InlineData("0A200000000000000000000000000000000000000000000000000000000000000007", 7)]
    [InlineData("0A21000000000000000000000000000000000000000000000000000000000000000007", 7)]
    public void ReadPrivate_NumberShorterThan32Bytes_IsPadded(string text, int value)
    {
        using var key = KeyText.ReadPrivate(text, Curves.Fastest);

        Assert.Equal(value, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(key.Scalar[28..]));
        Assert.Equal(-1, key.Scalar[..28].IndexOfAnyExcept((byte)0));
        using var again = KeyText.ReadPrivate(KeyText.Write(key), Curves.Fastest);
        Assert.Equal(key.PublicKey, again.PublicKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0A")]
    [InlineData("0A00")]
    [InlineData("0A0100")]
    [InlineData("0A010")]
    [InlineData("0A0201")]
    [InlineData("0A01 1")]
    [InlineData(" 0A0101")]
    [InlineData("0A0101 ")]
    [InlineData("120101")]
    [InlineData("0A01011000")] // A second field.
    [InlineData("0A01010A0102")] // The field twice.
    [InlineData("0A810101")] // A length of two bytes.
    [InlineData("0A0G01")]
    [InlineData("0A20FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141")] // n
    [InlineData("0A20FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("0A21010000000000000000000000000000000000000000000000000000000000000007")] // 33 bytes that are no sign byte.
    [InlineData("0A2200000000000000000000000000000000000000000000000000000000000000000007")]
    public void ReadPrivate_AnythingElse_IsOneErrorWithoutTheText(string text)
    {
        var error = Assert.Throws<P8eInputException>(() => KeyText.ReadPrivate(text, Curves.Fastest));

        Assert.Equal(ErrorCodes.KeyInvalid, error.Code);
        Assert.True(text.Length < 6 || !error.Message.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void ReadPublic_AnythingElse_IsRefused()
    {
        using var key = PrivateKey.Generate(new SeededRandom(1), Curves.Fastest);
        var good = KeyText.Write(key.PublicKey);
        string[] bad =
        [
            "", good[..^2], good[..^1], good + "00", good + "1800", "0A42" + good[4..], "1241" + good[4..], "0A41" + "06" + good[6..],
            "0A21" + key.PublicKey, good.Replace("0A41", "0A4 ", StringComparison.Ordinal), new string('0', 100_000),
        ];

        Assert.All(bad, text => Assert.Equal(ErrorCodes.KeyInvalid, Assert.Throws<P8eInputException>(() => KeyText.ReadPublic(text, Curves.Fastest)).Code));
    }
}
