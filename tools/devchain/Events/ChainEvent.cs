namespace P8e.Devchain.Events;

/// <summary>One event of a transaction. The order of the attributes is part of the protocol.</summary>
internal sealed record ChainEvent(string Type, IReadOnlyList<ChainAttribute> Attributes)
{
    internal static ChainEvent Legacy(string type, params (string Key, string Value)[] attributes) =>
        new(type, [.. attributes.Select(attribute => new ChainAttribute(attribute.Key, attribute.Value))]);

    /// <summary>The same event with one more attribute at the end.</summary>
    internal ChainEvent With(string key, string value) => new(Type, [.. Attributes, new ChainAttribute(key, value)]);

    internal bool Has(string key) => Attributes.Any(attribute => attribute.Key == key);
}
