namespace P8e.Contracts;

/// <summary>Defines a scope specification; stands on a class that extends <see cref="P8eScopeSpecification"/> (p8e-sdk 2.2).</summary>
/// <example>
/// <code>
/// [ScopeSpecificationDefinition("a0000000-0000-4000-8000-000000000001", "org.example.Loan", "A loan", PartyType.Originator,
///     WebsiteUrl = "https://example.org")]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScopeSpecificationDefinitionAttribute : Attribute
{
    /// <summary>Defines the specification.</summary>
    /// <param name="uuid">36 characters with dashes; the specification's address on the chain is made from it.</param>
    /// <param name="name">What contracts refer to; unique within the package.</param>
    /// <param name="description">For people.</param>
    /// <param name="partiesInvolved">The roles that a scope of this kind has.</param>
    public ScopeSpecificationDefinitionAttribute(string uuid, string name, string description, params PartyType[] partiesInvolved)
    {
        Uuid = uuid;
        Name = name;
        Description = description;
        PartiesInvolved = partiesInvolved;
    }

    /// <summary>The specification's UUID.</summary>
    public string Uuid { get; }

    /// <summary>What contracts refer to.</summary>
    public string Name { get; }

    /// <summary>For people.</summary>
    public string Description { get; }

    /// <summary>The roles that a scope of this kind has.</summary>
    public IReadOnlyList<PartyType> PartiesInvolved { get; }

    /// <summary>Blank: none.</summary>
    public string WebsiteUrl { get; init; } = string.Empty;

    /// <summary>Blank: none.</summary>
    public string IconUrl { get; init; } = string.Empty;
}
