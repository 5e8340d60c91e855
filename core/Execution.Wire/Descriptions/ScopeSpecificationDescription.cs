namespace P8e.Execution.Wire.Descriptions;

/// <summary>A scope specification that the package defines.</summary>
/// <param name="Uuid">36 characters with dashes.</param>
/// <param name="Name">What contracts refer to.</param>
/// <param name="Description">For people.</param>
/// <param name="Parties">Numbers of the party types, as declared.</param>
/// <param name="WebsiteUrl">May be empty.</param>
/// <param name="IconUrl">May be empty.</param>
public sealed record ScopeSpecificationDescription(
    string Uuid, string Name, string Description, IReadOnlyList<int> Parties, string WebsiteUrl, string IconUrl);
