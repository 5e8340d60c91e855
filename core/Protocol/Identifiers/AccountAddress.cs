using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Address of an account: a network's prefix and 20 bytes (a key's hash, a module, a marker) or 32 (provenance-chain 1.4, p8e-sdk 12).
/// Deriving one from a public key is the Cryptography room's work. Valid by construction, immutable, equal by value, prefix included.
/// </summary>
public sealed class AccountAddress : IEquatable<AccountAddress>
{
    /// <summary>Prefix of the main network.</summary>
    public const string MainNetPrefix = "pb";

    /// <summary>Prefix of every test network.</summary>
    public const string TestNetPrefix = "tp";

    /// <summary>Length of most addresses, in bytes.</summary>
    public const int StandardLength = 20;

    /// <summary>Length of the addresses of contracts and derived modules, in bytes.</summary>
    public const int LongLength = 32;

    // Keeps the longest text, 52 characters of data and 7 around them, within the 90 that every reader accepts.
    private const int MaximumPrefixLength = 31;
    private const string What = "an account address";
    private readonly byte[] _bytes;
    private string? _text;

    private AccountAddress(string prefix, byte[] bytes)
    {
        Prefix = prefix;
        _bytes = bytes;
    }

    /// <summary>The network's prefix, in lower case.</summary>
    public string Prefix { get; }

    /// <summary>The binary form: 20 or 32 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Takes the binary form; the bytes are copied.</summary>
    /// <param name="prefix">1 to 31 small letters or digits, for example <see cref="MainNetPrefix"/>.</param>
    /// <param name="bytes">20 or 32 bytes.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static AccountAddress FromBytes(string prefix, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Fault(prefix, bytes.Length) is { } fault
            ? throw AddressText.Invalid(What, $"{fault}. Send the whole address.")
            : new AccountAddress(prefix, bytes.ToArray());
    }

    /// <summary>Reads the text form with any prefix, in one case, at most <see cref="Bech32.StandardMaximumLength"/> characters.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static AccountAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fault = Bech32.TryDecode(text, Bech32.StandardMaximumLength, out var prefix, out var bytes);
        return fault == Bech32Fault.None
            ? FromBytes(prefix!, bytes)
            : throw AddressText.NotBech32(What, text, fault, Bech32.StandardMaximumLength);
    }

    /// <summary>As <see cref="Parse(string)"/>, but an address of another network is refused too.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static AccountAddress Parse(string text, string prefix)
    {
        var address = Parse(text);
        return address.Prefix == prefix
            ? address
            : throw AddressText.Invalid(
                What,
                $"this network's addresses begin with '{prefix}1', this one with '{address.Prefix}1'. Use an address of this network.");
    }

    /// <summary>As <see cref="Parse(string)"/>, but a wrong text is an answer, not an error.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AccountAddress? address)
    {
        address = text is not null
            && Bech32.TryDecode(text, Bech32.StandardMaximumLength, out var prefix, out var bytes) == Bech32Fault.None
            && Fault(prefix!, bytes!.Length) is null
                ? new AccountAddress(prefix!, bytes)
                : null;
        return address is not null;
    }

    /// <summary>Account of a chain module, for example <c>metadata</c>: first 20 bytes of the SHA-256 of its name.</summary>
    public static AccountAddress ForModule(string prefix, string module) => FromText(prefix, module);

    /// <summary>Account of a denomination's marker: first 20 bytes of the SHA-256 of <c>marker/</c> and the denomination.</summary>
    public static AccountAddress ForMarker(string prefix, string denomination) => FromText(prefix, "marker/" + denomination);

    /// <summary>The bech32 text, lower case. Kept once made: an account stands in many messages, keys and events.</summary>
    public override string ToString() => _text ??= Bech32.Encode(Prefix, _bytes);

    /// <inheritdoc/>
    public bool Equals(AccountAddress? other) =>
        other is not null && Prefix == other.Prefix && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccountAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Prefix, BitConverter.ToInt64(_bytes));

    private static AccountAddress FromText(string prefix, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return FromBytes(prefix, SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, StandardLength));
    }

    private static string? Fault(string prefix, int length) => prefix switch
    {
        _ when length is not (StandardLength or LongLength) => $"it has {StandardLength} or {LongLength} bytes, not {length}",
        { Length: 0 or > MaximumPrefixLength } => $"the prefix has 1 to {MaximumPrefixLength} characters, not {prefix.Length}",
        _ when !prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) => "the prefix holds more than small letters and digits",
        _ => null,
    };
}
