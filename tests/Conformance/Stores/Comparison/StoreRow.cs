namespace P8e.Conformance.Stores.Comparison;

/// <summary>A row in terms that both stores share.</summary>
/// <param name="Id">Its random UUID, or null where it has none.</param>
/// <param name="ObjectId">The random UUID of the object that it belongs to, or null.</param>
/// <param name="Fields">What must be the same; a value that is not known on one side is left out there.</param>
internal sealed record StoreRow(string? Id, string? ObjectId, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The first field that both sides know and that differs, or null.</summary>
    internal string? FindDifference(StoreRow other)
    {
        foreach (var (name, value) in Fields)
        {
            if (other.Fields.TryGetValue(name, out var theirs) && theirs != value)
            {
                return name;
            }
        }

        return null;
    }

    public override string ToString() => string.Join(", ", Fields.Select(field => $"{field.Key}={Short(field.Value)}"));

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}
