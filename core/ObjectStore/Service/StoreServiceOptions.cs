using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Service;

/// <summary>How the store shows itself over gRPC. Nothing but health is open unless a setting says so.</summary>
public sealed class StoreServiceOptions
{
    /// <summary>Host part of the URI in answers (object-store 3.4): <c>object://host/hash</c>.</summary>
    public required string UriHost { get; init; }

    /// <summary>Text that stands for the storage in answers; callers are not known to read it (object-store 12.7).</summary>
    public required string Bucket { get; init; }

    /// <summary>Whether calls for a key need the header that is registered for it (object-store 6.5). Default true.</summary>
    public bool AuthorisesCallers { get; init; } = true;

    /// <summary>
    /// SHA-256 of the keys with which operators may register public keys and change the state of the store, in the header
    /// <c>x-p8e-operator-key</c>. None by default: then nobody may over gRPC.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> OperatorKeyHashes { get; init; } = [];

    /// <summary>Whether anybody may do what only operators may; as in the Rust store (object-store 10 no. 6). For development. Default false.</summary>
    public bool IsOpenToOperators { get; init; }

    /// <summary>
    /// SHA-256 of the keys with which peers' stores may replicate to this one, in the header <c>x-p8e-peer-key</c>. The Rust store has no such
    /// thing: with authorisation on it can receive no replication (object-store 10 no. 4).
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> PeerKeyHashes { get; init; } = [];

    /// <summary>Whether containers must name an owner and readers by text because they may have to be sent on (object-store 3.3). Default true.</summary>
    public bool Replicates { get; init; } = true;

    /// <summary>Whether the store starts in maintenance (object-store 6.8). Default false.</summary>
    public bool StartsInMaintenance { get; init; }

    internal void Check()
    {
        const int HashBytes = 32;
        if (OperatorKeyHashes.Concat(PeerKeyHashes).Any(hash => hash.Length != HashBytes))
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading the settings of the store's gRPC surface: hashes of keys have {HashBytes} bytes.");
        }
    }
}
