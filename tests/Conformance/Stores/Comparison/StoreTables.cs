namespace P8e.Conformance.Stores.Comparison;

/// <summary>Names of the recorded tables that our store has equivalents of.</summary>
internal static class StoreTables
{
    internal const string Objects = "object";
    internal const string Readers = "object_public_key";
    internal const string Mails = "mailbox_public_key";
    internal const string Keys = "public_key";
    internal const string Replication = "object_replication";

    /// <summary>In the order in which their random values are told: a mail names an object.</summary>
    internal static IReadOnlyList<string> All { get; } = [Objects, Mails, Keys, Replication];
}
