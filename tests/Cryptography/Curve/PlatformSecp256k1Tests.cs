using P8e.Cryptography.Curve;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Curve;

public sealed class PlatformSecp256k1Tests : Secp256k1Conformance
{
    private protected override ISecp256k1 Curve => Curves.Platform;

    [Fact]
    public void Choose_Platform_IsPlatform() => Assert.Equal(CurveBackend.Platform, Secp256k1.Choose("platform").Backend);

    [Theory]
    [InlineData("Native")]
    [InlineData(" platform")]
    [InlineData("openssl")]
    public void Choose_AnotherWord_IsNamedError(string setting)
    {
        var error = Assert.Throws<P8eInputException>(() => Secp256k1.Choose(setting));

        Assert.Equal(ErrorCodes.CurveUnavailable, error.Code);
        Assert.Contains(Secp256k1.SettingName, error.Message, StringComparison.Ordinal);
    }
}
