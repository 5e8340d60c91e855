using System.Buffers.Text;
using System.Security.Cryptography;
using P8e.Cryptography.Dime;

namespace P8e.ObjectStore;

/// <summary>
/// Identity of an audience: objects with one key and one audience are one object (object-store 3.5). It is SHA-256 over the sorted, distinct
/// reader ids; the ids have one length, so two audiences never have the same text as they can in the Rust store. The owner counts only as a
/// reader. Equal by value.
/// </summary>
public sealed record AudienceId
{
    private readonly string _text;

    private AudienceId(string text) => _text = text;

    /// <summary>The audience of a container.</summary>
    /// <param name="readers">Distinct readers in ascending order, as <see cref="ReadersOf"/> gives them.</param>
    public static AudienceId Of(IReadOnlyList<ReaderId> readers)
    {
        ArgumentNullException.ThrowIfNull(readers);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var reader in readers)
        {
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(reader.ToString()));
        }

        return new AudienceId(Base64Url.EncodeToString(hash.GetHashAndReset()));
    }

    /// <summary>The distinct readers of a container in ascending order.</summary>
    /// <param name="header">The container's header.</param>
    public static IReadOnlyList<ReaderId> ReadersOf(DimeHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return [.. header.Audience.Select(ReaderId.Of).Distinct().OrderBy(reader => reader.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Reads back what <see cref="ToString"/> wrote; for adapters.</summary>
    /// <param name="text">43 characters.</param>
    public static AudienceId FromStored(string text) => new(text);

    /// <summary>43 characters of base64url.</summary>
    public override string ToString() => _text;
}
