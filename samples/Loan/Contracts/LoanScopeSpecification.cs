using P8e.Contracts;

namespace P8e.LoanContracts;

/// <summary>The kind of scope that holds a loan; the uuid is the one under which the public chain knows it.</summary>
[ScopeSpecificationDefinition("c370d852-0f3b-4f70-85e6-25983ac07c0f", Name, "An extensible loan scope", PartyType.Owner)]
public sealed class LoanScopeSpecification : P8eScopeSpecification
{
    public const string Name = "tech.figure.loan";
}
