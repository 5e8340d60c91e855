using System.Security.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Curve;

/// <summary>Chooses the implementation of the curve, once per process.</summary>
public static class Secp256k1
{
    /// <summary>
    /// Name of the process-wide setting that forces an implementation: <c>native</c> or <c>platform</c>. The hosting program sets it
    /// (from its configuration) before first use; absent means native where it can be loaded, else platform.
    /// </summary>
    public const string SettingName = "P8e.Cryptography.Curve";

    private static readonly Lazy<ISecp256k1> Chosen = new(() => Choose(AppContext.GetData(SettingName) as string));

    /// <summary>The implementation this process uses.</summary>
    public static ISecp256k1 Default => Chosen.Value;

    /// <summary>Makes the implementation that a setting asks for.</summary>
    /// <param name="setting"><c>native</c>, <c>platform</c>, or null or empty for the best there is.</param>
    /// <exception cref="P8eInputException">Another word, or <c>native</c> where libsecp256k1 cannot be loaded, or no working curve at all.</exception>
    public static ISecp256k1 Choose(string? setting) => setting switch
    {
        null or "" => NativeSecp256k1.TryLoad() ?? Checked(new PlatformSecp256k1()),
        "native" => NativeSecp256k1.TryLoad() ?? throw new P8eInputException(
            ErrorCodes.CurveUnavailable,
            $"Choosing the curve implementation: {SettingName} is 'native', but libsecp256k1 was not found. Install Debian's libsecp256k1-1 (eng/native.sh does) or set 'platform'."),
        "platform" => Checked(new PlatformSecp256k1()),
        _ => throw new P8eInputException(
            ErrorCodes.CurveUnavailable,
            $"Choosing the curve implementation: {SettingName} must be 'native', 'platform' or absent."),
    };

    /// <summary>Some builds of OpenSSL come without this curve: better said at the start than by the first object.</summary>
    internal static ISecp256k1 Checked(ISecp256k1 curve)
    {
        bool works;
        try
        {
            works = CurveSelfTest.Passes(curve);
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            works = false; // The same answer as a wrong result: this curve is of no use.
        }

        return works ? curve : throw new P8eInputException(
            ErrorCodes.CurveUnavailable,
            $"Choosing the curve implementation: {curve.Description} does not compute secp256k1 here. Install Debian's libsecp256k1-1 (eng/native.sh does).");
    }
}
