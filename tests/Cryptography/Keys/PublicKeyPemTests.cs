using System.Security.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Keys;

public sealed class PublicKeyPemTests
{
    private const int LengthMax = 400;
    private const string Begin = "-----BEGIN PUBLIC KEY-----";
    private const string End = "-----END PUBLIC KEY-----";

    private static readonly PublicKey Key = MakeKey();
    private static readonly string Canonical = PublicKeyPem.Write(Key);
    private static readonly byte[] Der = PublicKeyPem.ToDer(Key);

    public static TheoryData<string, string> Accepted => new()
    {
        { "canonical", Canonical },
        { "no final new line", Canonical.TrimEnd() },
        { "CRLF", Canonical.ReplaceLineEndings("\r\n") },
        { "unwrapped body", $"{Begin}\n{Convert.ToBase64String(Der)}\n{End}" },
        { "one line", $"{Begin}{Convert.ToBase64String(Der)}{End}" },
        { "exactly 400 characters", Canonical.PadRight(LengthMax) },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "empty", string.Empty },
        { "begin only", Begin },
        { "end only", End },
        { "begin and end", Begin + End },
        { "begin and end overlap", "-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----" },
        { "401 characters", Canonical.PadRight(LengthMax + 1) },
        { "a megabyte", new string(' ', 1_000_000) },
        { "text in front", "x" + Canonical },
        { "text behind", Canonical + "x" },
        { "two blocks", Canonical + Canonical },
        { "header line", Canonical.Replace(Begin, Begin + "\nKey: value", StringComparison.Ordinal) },
        { "other label", Canonical.Replace("PUBLIC", "EC PUBLIC", StringComparison.Ordinal) },
        { "lower case label", Canonical.Replace("PUBLIC", "public", StringComparison.Ordinal) },
        { "character cut", Canonical.Remove(40, 1) },
        { "padding cut", Canonical.Replace("=", string.Empty, StringComparison.Ordinal) },
        { "foreign character", Canonical.Remove(40, 1).Insert(40, "*") },
        { "url alphabet", Wrap(Der).Replace('+', '-').Replace('/', '_').Replace('A', '_') },
        { "byte behind the key", Wrap([.. Der, 0]) },
        { "wrong curve identifier", Wrap(Changed(19, 0x0B)) },
        { "wrong algorithm identifier", Wrap(Changed(12, 0x02)) },
        { "unused bits", Wrap(Changed(22, 0x01)) },
        { "long-form length", Wrap([0x30, 0x81, .. Der[1..]]) },
        { "hybrid point", Wrap(Changed(23, 0x06)) },
        { "point off the curve", Wrap(Changed(87, (byte)(Der[87] ^ 1))) },
        { "compressed point", Wrap([0x30, 0x36, .. Der[2..20], 0x03, 0x22, 0x00, .. Key.ToCompressed()]) },
        { "null parameters", Wrap([0x30, 0x51, 0x30, 0x0B, .. Der[4..13], 0x05, 0x00, .. Der[20..]]) },
        { "explicit parameters", Wrap(ExplicitParameters()) },
        { "key of P-256", OfCurve(ECCurve.NamedCurves.nistP256) },
        { "key of P-384", OfCurve(ECCurve.NamedCurves.nistP384) },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void TryRead_FormOfTheField_IsRead(string name, string pem)
    {
        Assert.NotEmpty(name);
        Assert.True(PublicKeyPem.TryRead(pem, out var key, Curves.Fastest));
        Assert.Equal(Key, key);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryRead_AnythingElse_IsRefused(string name, string pem)
    {
        Assert.NotEmpty(name);
        Assert.False(PublicKeyPem.TryRead(pem, out var key, Curves.Fastest));
        Assert.Null(key);
    }

    [Fact]
    public void Write_Key_IsWhatThePlatformWritesAndANewLine()
    {
        using var platform = ECDsa.Create();
        platform.ImportSubjectPublicKeyInfo(Der, out var read);

        Assert.Equal(Der.Length, read);
        Assert.Equal(platform.ExportSubjectPublicKeyInfoPem() + "\n", Canonical);
    }

    private static PublicKey MakeKey()
    {
        using var key = PrivateKey.Generate(new SeededRandom(40), Curves.Fastest);
        return key.PublicKey;
    }

    private static string Wrap(byte[] der) => $"{Begin}\n{Convert.ToBase64String(der)}\n{End}\n";

    private static byte[] Changed(int position, byte value)
    {
        var changed = Der.ToArray();
        changed[position] = value;
        return changed;
    }

    private static string OfCurve(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>The same key with the curve spelt out: what CVE-2020-0601 played with.</summary>
    private static byte[] ExplicitParameters()
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Der, out _);
        using var spelt = ECDsa.Create(key.ExportExplicitParameters(includePrivateParameters: false));
        var der = spelt.ExportSubjectPublicKeyInfo();
        Assert.True(der.Length > Der.Length);
        return der;
    }
}
