using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Ports;

/// <summary>A registered public key (object-store 6.3, 6.4).</summary>
public sealed record PublicKeyRow
{
    /// <summary>Whose store.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>The key as readers are known; the row's name with the affiliate.</summary>
    public required ReaderId Reader { get; init; }

    /// <summary>UUID of the registration; of the first one when it was repeated.</summary>
    public required Guid Id { get; init; }

    /// <summary>The key's bytes as they came; normally 65, at most 2,048.</summary>
    public required ReadOnlyMemory<byte> KeyBytes { get; init; }

    /// <summary>Where the key is at home: empty for here, else an absolute URL as it was given, at most 2,048 characters.</summary>
    public required string Url { get; init; }

    /// <summary>A serialized <c>google.protobuf.Any</c>, at most 16,384 bytes; empty for none.</summary>
    public required ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Name of the header that authorises calls for the key, in lower case; null when none does. At most 256 characters.</summary>
    public string? AuthHeader { get; init; }

    /// <summary>SHA-256 of the header's value in UTF-8; 32 bytes, empty when there is no header. The value itself is kept nowhere.</summary>
    public ReadOnlyMemory<byte> AuthValueHash { get; init; }

    /// <summary>When it was first registered.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The storage's tag of this version of the row; null for a row that is not stored yet.</summary>
    public string? Version { get; init; }
}
