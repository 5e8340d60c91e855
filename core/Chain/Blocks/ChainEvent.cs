namespace P8e.Chain.Blocks;

/// <summary>An event as the chain wrote it (provenance-chain 4.1).</summary>
/// <param name="Type">For example <c>provenance.metadata.v1.EventScopeCreated</c> or <c>transfer</c>.</param>
/// <param name="Attributes">Keys and values in order; values of typed events are JSON texts.</param>
public sealed record ChainEvent(string Type, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
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
