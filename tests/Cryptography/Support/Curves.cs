using P8e.Cryptography.Curve;

namespace P8e.Cryptography.Tests.Support;

/// <summary>Both implementations; the native one is null where libsecp256k1 is not installed.</summary>
internal static class Curves
{
    internal const string NativeMissing = "libsecp256k1 was not found: install it (eng/native.sh) to test the native implementation.";

    internal static ISecp256k1? Native { get; } = NativeSecp256k1.TryLoad();

    internal static ISecp256k1 Platform { get; } = new PlatformSecp256k1();

    internal static ISecp256k1 Fastest => Native ?? Platform;
}
