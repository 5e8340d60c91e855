using System.Security.Cryptography;
using System.Text;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Keys;

/// <summary>What somebody wants registered for a public key. Checked when made (object-store 6.4).</summary>
public sealed class KeyRegistration
{
    private const int KeyBytesMax = Protocol.Identifiers.ObjectKey.MaximumLength;
    private const int UrlCharsMax = 2048;
    private const int MetadataBytesMax = 16 * 1024;
    private const int HeaderCharsMax = 256;

    /// <summary>Takes a registration.</summary>
    /// <param name="keyBytes">The key; its bytes are not looked at (recorded: add-key-bytes). At most 2,000.</param>
    /// <param name="url">Home of the key: empty for this store, else an absolute URL of at most 2,048 characters.</param>
    /// <param name="metadata">A serialized <c>google.protobuf.Any</c>, at most 16,384 bytes; empty for none.</param>
    /// <param name="auth">Header and value that authorise calls for the key, neither of them blank; null for none. Header at most 256 characters.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.PublicKeyInvalid"/>, with a text for the caller.</exception>
    public KeyRegistration(ReadOnlyMemory<byte> keyBytes, string url, ReadOnlyMemory<byte> metadata, (string Header, string Value)? auth)
    {
        ArgumentNullException.ThrowIfNull(url);
        Refuse(auth is { } named && string.IsNullOrWhiteSpace(named.Header), "must specify non empty auth header");
        Refuse(auth is { } given && string.IsNullOrWhiteSpace(given.Value), "must specify non empty auth value");
        Refuse(keyBytes.Length > KeyBytesMax, $"the public key has more than {KeyBytesMax} bytes");
        Refuse(metadata.Length > MetadataBytesMax, $"the metadata has more than {MetadataBytesMax} bytes");
        Refuse(url.Length > UrlCharsMax, $"the url has more than {UrlCharsMax} characters");
        Refuse(url.Contains('\0', StringComparison.Ordinal) || (auth is { } pair && (pair.Header + pair.Value).Contains('\0', StringComparison.Ordinal)), "url, header and value must not hold a zero character");
        if (url.Length > 0 && HomeUrl.FindFault(url) is { } fault)
        {
            Refuse(true, $"Unable to parse url {url} - {fault}");
        }

        KeyBytes = keyBytes;
        Url = url;
        Metadata = metadata;
        if (auth is { } credential)
        {
            // Kept as one text, split at the first colon: a header name with a colon ends there (recorded: add-header-auth).
            var text = $"{credential.Header.ToLowerInvariant()}:{credential.Value}";
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            (AuthHeader, AuthValue) = (text[..colon], text[(colon + 1)..]);
            Refuse(AuthHeader.Length > HeaderCharsMax, $"the auth header has more than {HeaderCharsMax} characters");
            AuthValueHash = SHA256.HashData(Encoding.UTF8.GetBytes(AuthValue));
        }
    }

    /// <summary>Who registers it, for the audit; 1 to 256 characters.</summary>
    public string Actor { get; init; } = "unknown";

    /// <summary>The key.</summary>
    public ReadOnlyMemory<byte> KeyBytes { get; }

    /// <summary>Its home.</summary>
    public string Url { get; }

    /// <summary>What else is said about it.</summary>
    public ReadOnlyMemory<byte> Metadata { get; }

    /// <summary>Name of the header, in lower case.</summary>
    public string? AuthHeader { get; }

    /// <summary>The header's value, for the answer to the caller who sent it; it is kept nowhere.</summary>
    public string? AuthValue { get; }

    /// <summary>SHA-256 of the value.</summary>
    public ReadOnlyMemory<byte> AuthValueHash { get; }

    private static void Refuse(bool isWrong, string text)
    {
        if (isWrong)
        {
            throw new P8eInputException(ErrorCodes.PublicKeyInvalid, text);
        }
    }
}
