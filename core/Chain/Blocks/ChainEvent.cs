namespace P8e.Chain.Blocks;

/// <summary>An event as the chain wrote it (provenance-chain 4.1).</summary>
/// <param name="Type">For example <c>provenance.metadata.v1.EventScopeCreated</c> or <c>transfer</c>.</param>
/// <param name="Attributes">Keys and values in order; values of typed events are JSON texts. Empty for types that nothing here follows (<see cref="IsFollowed"/>).</param>
public sealed record ChainEvent(string Type, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    /// <summary>Whether events of a type have a meaning here: the metadata module's own, and what moves or burns a scope's coin.</summary>
    /// <param name="type">The event's type.</param>
    public static bool IsFollowed(string? type) => type is not null && (type is "transfer" or "burn" || type.StartsWith("provenance.metadata.v1.Event", StringComparison.Ordinal));

    /// <summary>The value of the first attribute with this key; null when there is none.</summary>
    public string? Find(string key)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return null;
    }
}
