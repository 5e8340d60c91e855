namespace P8e.Devchain.Events;

/// <summary>Key and value of an event, both plain text (provenance-chain 4.1).</summary>
internal readonly record struct ChainAttribute(string Key, string Value);
