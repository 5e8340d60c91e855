using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Engine;

/// <summary>A function of an envelope that has no result yet, with what it needs (p8e-sdk 5.3).</summary>
internal sealed class ContractFunction
{
    private readonly FunctionSpec _spec;

    internal ContractFunction(ConsiderationProto consideration, ContractSpecification specification)
    {
        Consideration = consideration;
        _spec = specification.Wire.FunctionSpecs.FirstOrDefault(function => function.FuncName == consideration.ConsiderationName)
            ?? throw new P8eInputException(
                ErrorCodes.ContractFunctionUnknown,
                $"Executing {specification.ClassName}: Unable to find method on class {specification.ClassName} with annotation interface "
                + $"io.provenance.scope.contract.annotations.Function with name {consideration.ConsiderationName}");
        Output = _spec.OutputSpec?.Spec ?? throw ContractSpecification.Invalid($"function {_spec.FuncName} has no output");
    }

    internal ConsiderationProto Consideration { get; }

    internal string Name => Consideration.ConsiderationName;

    /// <summary>Name and class of the record that it makes.</summary>
    internal DefinitionSpec Output { get; }

    internal ObjectHash RecordPackage => ContractSpecification.ReadHash(Output.ResourceLocation?.Ref, $"output of function {Name}");

    /// <summary>The proposed values of its parameters in their order, or null when one that it needs is missing or of another class.</summary>
    /// <param name="proposed">The function's proposed values.</param>
    /// <param name="records">The contract's records.</param>
    internal IReadOnlyList<ContractValue>? Resolve(IReadOnlyList<ContractValue> proposed, IReadOnlyList<ContractValue> records)
    {
        List<ContractValue> inputs = [];
        foreach (var parameter in _spec.InputSpecs)
        {
            var isProposed = UnexecutedContract.IsProposed(parameter);
            var found = (isProposed ? proposed : records)
                .FirstOrDefault(value => value.Name == parameter.Name && value.ClassName == parameter.ResourceLocation?.Classname);
            if (found is null)
            {
                return null;
            }

            if (isProposed)
            {
                inputs.Add(found);
            }
        }

        return inputs;
    }
}
