using P8e.Execution.Envelopes;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Sessions;

/// <summary>Builds the contract of an envelope before anything ran; its bytes are hashed and, once executed, signed (p8e-sdk 4.4 step 2).</summary>
internal static class UnexecutedContract
{
    internal static Contract Build(
        ContractSpecification specification, Participant invoker, IEnumerable<Participant> parties, IReadOnlyDictionary<string, ProposedValue> proposed)
    {
        var spec = specification.Wire;
        return new Contract
        {
            Definition = spec.Definition.Clone(),
            Spec = new Record
            {
                Name = spec.Definition.Name,
                DataLocation = new Location { Classname = ContractSpecification.JavaClass, Ref = new ProvenanceReference { Hash = specification.Hash.ToString() } },
            },
            Invoker = WireKeys.ToWire(invoker.SigningKey, invoker.EncryptionKey),
            Inputs = { spec.InputSpecs.Select(input => new Record { Name = input.Name }) },
            Considerations = { spec.FunctionSpecs.Select(function => Consideration(function, proposed)) },
            Recitals = { parties.Select(ToRecital) },
            TimesExecuted = 1,
        };
    }

    private static ConsiderationProto Consideration(FunctionSpec function, IReadOnlyDictionary<string, ProposedValue> proposed)
    {
        var consideration = new ConsiderationProto { ConsiderationName = function.FuncName };
        if (!function.InputSpecs.Any(IsProposed))
        {
            return consideration;
        }

        // Not only the proposed ones: the SDK looks at the name of every parameter, once.
        foreach (var input in function.InputSpecs.DistinctBy(input => input.Name))
        {
            if (proposed.TryGetValue(input.Name, out var value))
            {
                consideration.Inputs.Add(new ProposedRecord { Name = input.Name, Hash = value.Hash.ToString(), Classname = input.ResourceLocation?.Classname ?? string.Empty });
            }
        }

        return consideration;
    }

    internal static bool IsProposed(DefinitionSpec input) => input.Type == DefinitionSpec.Types.Type.Proposed;

    private static Recital ToRecital(Participant party) =>
        new() { SignerRole = (PartyType)party.Role, Signer = WireKeys.ToWire(party.SigningKey, party.EncryptionKey) };
}
