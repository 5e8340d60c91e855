using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace P8e.Access.Keys;

/// <summary>
/// The text of an API key: <c>p8e_</c>, an id of 16 small hexadecimal digits, <c>_</c>, a secret of 32 random bytes in base64url (43 characters), and a check of 8 hexadecimal digits: the first four bytes
/// of SHA-256 over what stands before. 72 characters; scanners for leaked secrets find <c>p8e_[0-9a-f]{16}_[A-Za-z0-9_-]{43}[0-9a-f]{8}</c>. The check tells a mistyped or cut key from a wrong one without
/// asking the storage; it protects nothing.
/// </summary>
public static class ApiKeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "p8e_";

    /// <summary>Digits of an id.</summary>
    public const int IdChars = 16;

    /// <summary>Characters of a key.</summary>
    public const int Chars = CheckedChars + CheckChars;

    private const int SecretBytes = 32;
    private const int SecretChars = 43;
    private const int CheckChars = 8;
    private const int SecretStart = 4 + IdChars + 1;
    private const int CheckedChars = SecretStart + SecretChars;

    private static readonly SearchValues<char> IdDigits = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> SecretDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>A new key.</summary>
    /// <param name="random">Fills a buffer with bytes that nobody can guess.</param>
    public static string Create(Action<Span<byte>> random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> id = stackalloc byte[IdChars / 2];
        Span<byte> secret = stackalloc byte[SecretBytes];
        try
        {
            random(id);
            random(secret);
            var text = $"{Prefix}{Convert.ToHexStringLower(id)}_{Base64Url.EncodeToString(secret)}";
            return text + Check(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Whether a text has the form of a key and its check is right.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsKey(ReadOnlySpan<char> text) =>
        text.Length == Chars
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && IsId(text.Slice(Prefix.Length, IdChars))
        && text[SecretStart - 1] == '_'
        && !text.Slice(SecretStart, SecretChars).ContainsAnyExcept(SecretDigits)
        && text[CheckedChars..].SequenceEqual(Check(text[..CheckedChars]));

    /// <summary>Whether a text has the form of an id.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdChars && !text.ContainsAnyExcept(IdDigits);

    /// <summary>The id in a key; no secret.</summary>
    /// <param name="key">A text of which <see cref="IsKey"/> holds.</param>
    public static string Id(ReadOnlySpan<char> key) => key.Slice(Prefix.Length, IdChars).ToString();

    /// <summary>What is stored of a key: SHA-256 of its text as 64 small hexadecimal digits, what <c>sha256sum</c> prints. 256 random bits cannot be tried out, so a slow hash would protect nothing more.</summary>
    /// <param name="key">The text.</param>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Check(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[CheckedChars];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(text, bytes)], hash);
        return Convert.ToHexStringLower(hash[..(CheckChars / 2)]);
    }
}
