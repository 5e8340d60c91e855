using P8e.Cryptography.Keys;

namespace P8e.ObjectStore.Sharing;

/// <summary>Which readers an object shall get and lose.</summary>
public sealed record AudienceChange
{
    /// <summary>Who shall read it; who reads it already stays as it is.</summary>
    public IReadOnlyList<PublicKey> Add { get; init; } = [];

    /// <summary>Who shall no longer find it; never the owner. What somebody has read, or whose data key somebody has kept, cannot be taken back.</summary>
    public IReadOnlyList<ReaderId> Remove { get; init; } = [];

    /// <summary>What an audit line says about it.</summary>
    internal string Describe() => $"adds {Join(Add.Select(ReaderId.Of))}; removes {Join(Remove)}";

    private static string Join(IEnumerable<ReaderId> readers) => string.Join(' ', readers.Select(reader => reader.ToString()).DefaultIfEmpty("nobody"));
}
