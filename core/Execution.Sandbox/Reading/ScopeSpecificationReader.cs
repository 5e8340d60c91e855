using P8e.Contracts;
using P8e.Execution.Wire.Descriptions;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>Reads the definition of a scope specification (p8e-sdk 2.2); uniqueness and further rules of 3.3 are the publisher's.</summary>
internal static class ScopeSpecificationReader
{
    public static ScopeSpecificationDescription Read(Type type, ScopeSpecificationDefinitionAttribute definition)
    {
        var name = type.FullName!;
        if (!type.IsSubclassOf(typeof(P8eScopeSpecification)))
        {
            throw ContractReader.Fault(name, "a class with ScopeSpecificationDefinition must extend P8e.Contracts.P8eScopeSpecification");
        }

        return new ScopeSpecificationDescription(
            Guid.TryParseExact(definition.Uuid, "D", out var uuid)
                ? uuid.ToString("D")
                : throw ContractReader.Fault(name, $"ScopeSpecificationDefinition {definition.Name} does not have a valid UUID - {definition.Uuid}"),
            definition.Name,
            definition.Description,
            [.. definition.PartiesInvolved.Select(party => ContractReader.Party(name, party))],
            definition.WebsiteUrl,
            definition.IconUrl);
    }
}
