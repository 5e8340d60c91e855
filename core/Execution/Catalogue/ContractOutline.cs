using P8e.Execution.Sessions;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Catalogue;

/// <summary>What a specification says of a contract, for those who show it or ask for its values.</summary>
/// <param name="Parties">Roles, in declared order.</param>
/// <param name="Records">What its constructor takes of the scope.</param>
/// <param name="Functions">In the specification's order.</param>
public sealed record ContractOutline(IReadOnlyList<PartyRole> Parties, IReadOnlyList<OutlinedValue> Records, IReadOnlyList<OutlinedFunction> Functions)
{
    /// <summary>Reads it out of a specification.</summary>
    public static ContractOutline Of(ContractSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return new ContractOutline(specification.Roles, [.. specification.Wire.InputSpecs.Select(Value)], [.. specification.Wire.FunctionSpecs.Select(Function)]);
    }

    private static OutlinedFunction Function(FunctionSpec function) => new(
        function.FuncName, (PartyRole)function.InvokerParty, [.. function.InputSpecs.Select(Value)], Value(function.OutputSpec?.Spec ?? new DefinitionSpec()));

    private static OutlinedValue Value(DefinitionSpec definition) => new(
        definition.Name, definition.ResourceLocation?.Classname ?? string.Empty, definition.Type is DefinitionSpec.Types.Type.Fact or DefinitionSpec.Types.Type.FactList, definition.Optional);
}
