using P8e.Execution.Wire.Descriptions;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Java;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Specs;

/// <summary>
/// Builds the ContractSpec of a contract from what the sandbox read of its class: "dehydrate" (p8e-sdk 2.4). Its bytes are hashed, the
/// hash is the specification's address, so every field and the order of everything is the JVM's.
/// </summary>
/// <param name="contractHash">Hash of the contract assembly.</param>
/// <param name="recordHash">Hash of the record assembly.</param>
/// <param name="records">Descriptors of the record messages.</param>
internal sealed class ContractSpecBuilder(ObjectHash contractHash, ObjectHash recordHash, DescriptorSet records)
{
    /// <exception cref="Protocol.Errors.P8eInputException">The description names a message that the descriptors lack.</exception>
    public ContractSpec Build(ContractDescription contract)
    {
        var spec = new ContractSpec
        {
            Definition = Define(SimpleName(contract.ClassName), contractHash, contract.ClassName, DefinitionSpec.Types.Type.Fact),
        };
        spec.PartiesInvolved.AddRange(contract.Parties.Select(party => (PartyType)party));
        spec.InputSpecs.AddRange(contract.Records.Select(Input));
        spec.FunctionSpecs.AddRange(contract.Functions.Select(Function));
        return spec;
    }

    // What Java calls the simple name: the last part of a binary name, nested classes included.
    private static string SimpleName(string className) => className[(className.LastIndexOfAny(['.', '$']) + 1)..];

    private static DefinitionSpec Define(string name, ObjectHash hash, string className, DefinitionSpec.Types.Type type) => new()
    {
        Name = name,
        ResourceLocation = new Location { Ref = new ProvenanceReference { Hash = hash.ToString() }, Classname = className },
        Type = type,
    };

    private DefinitionSpec Input(RecordDescription record)
    {
        var type = record.IsList ? DefinitionSpec.Types.Type.FactList : DefinitionSpec.Types.Type.Fact;
        var input = DefineRecord(record.Name, record.MessageType, type);
        input.Optional = record.IsOptional;
        return input;
    }

    private FunctionSpec Function(FunctionDescription function)
    {
        var spec = new FunctionSpec
        {
            FuncName = function.Name,
            OutputSpec = new OutputSpec { Spec = DefineRecord(function.RecordName, function.MessageType, DefinitionSpec.Types.Type.Proposed) },
            InvokerParty = (PartyType)function.InvokedBy,
        };
        spec.InputSpecs.AddRange(function.Parameters.Select(parameter => DefineRecord(
            parameter.Name,
            parameter.MessageType,
            parameter.IsRecord ? DefinitionSpec.Types.Type.Fact : DefinitionSpec.Types.Type.Proposed)));
        return spec;
    }

    private DefinitionSpec DefineRecord(string name, string messageType, DefinitionSpec.Types.Type type) =>
        Define(name, recordHash, JavaName.Of(records.FindMessage(messageType)), type);
}
