using P8e.Conformance.Stores.Comparison;

namespace P8e.Conformance.Stores.Replication;

/// <summary>Differences that are meant in how objects are sent on; each is judged where it shows.</summary>
internal static class ReplicationDifferences
{
    internal static Difference RefusedObject { get; } = Of(
        "6.7, 10 no. 8", "a refused object is sent again every round; a batch of them blocks its key for ever", "it waits by itself, longer each time; the others go", "one object must not stop the rest");

    internal static Difference HungPeer { get; } = Of("6.7", "a peer that does not answer stalls all others", "the others get theirs", "peers are isolated");

    internal static Difference SchemeWord { get; } = Of(
        "6.7, 10 no. 30", "`:scheme` is the word of the URL; strict servers refuse `tcp` and `grpc`", "`http` or `https`, and the object arrives", "what HTTP/2 asks for");

    internal static Difference OneAddress { get; } = Of("6.7", "of two keys with one URL the second starves", "both are served, in turn", "a URL is no reason to wait");

    internal static Difference LostFile { get; } = Of("6.7", "a lost file ends its key's batch in every round", "that object waits, the others go", "one object must not stop the rest");

    internal static Difference Snapshot { get; } = Of("6.7", "a new registration counts after up to REPLICATION_CACHE_REFRESH_MIN", "at the next round", "the table is the one truth");

    internal static Difference GonePeer { get; } = Of("6.7", "a peer that went away after it was connected gets a failing Put every round", "it is left alone, longer each time", "the same as a peer that never was there");

    internal static Difference NamedUser { get; } = Of("6.7", "user and password of a URL are sent in `:authority`", "nothing is sent there", "a secret must not travel in a name");

    internal static IReadOnlyList<Difference> All { get; } = [RefusedObject, HungPeer, SchemeWord, OneAddress, LostFile, Snapshot, GonePeer, NamedUser];

    private static Difference Of(string rule, string theirs, string ours, string why) => new(rule, theirs, ours, why, _ => false);
}
