namespace P8e.ObjectStore.Replication;

/// <summary>What the operator says about one peer (<c>ObjectStore:Peers:&lt;name&gt;:…</c>); peers without such a setting are spoken to all the same.</summary>
public sealed class PeerOptions
{
    /// <summary>What the peer is called in messages of errors.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is: a key whose registered URL has the same scheme, host and port is at home there.</summary>
    public required string Url { get; init; }

    /// <summary>Name of the header with which this store authorises itself there; null, the default, for none.</summary>
    public string? HeaderName { get; init; }

    /// <summary>File with the header's value: one line, at most 4,096 bytes; read before each round, so that it can be changed. Null exactly when there is no header.</summary>
    public string? HeaderValueFile { get; init; }

    /// <summary>Whether the peer may have any address, a private one too. Default false.</summary>
    public bool AllowPrivate { get; init; }
}
