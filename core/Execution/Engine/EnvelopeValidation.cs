using P8e.Execution.Sessions;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Engine;

/// <summary>What must hold before anything runs, in this order (p8e-sdk 5.1, 5.2).</summary>
internal static class EnvelopeValidation
{
    internal static void Check(Contract contract, ContractSpecification specification)
    {
        if (specification.Wire.FunctionSpecs.Count == 0)
        {
            throw ContractSpecification.Invalid($"{specification.ClassName} has no functions");
        }

        CheckParties(contract, specification);
        CheckFacts(contract, specification);
        CheckDefinition(contract, specification);
    }

    private static void CheckParties(Contract contract, ContractSpecification specification)
    {
        string[] required = [.. specification.Roles.Select(role => role.WireName()).Order(StringComparer.Ordinal)];
        string[] specified = [.. contract.Recitals.Select(recital => ((PartyRole)recital.SignerRole).WireName()).Order(StringComparer.Ordinal)];
        if (!required.SequenceEqual(specified))
        {
            throw new P8eInputException(
                ErrorCodes.ContractPartiesMismatch,
                $"Executing {specification.ClassName}: Provided signers and their roles do not match the contract spec "
                + $"[required parties: {Listed(required)}] [specified parties: {Listed(specified)}]");
        }
    }

    private static void CheckFacts(Contract contract, ContractSpecification specification)
    {
        string[] required = [.. specification.Wire.InputSpecs.Where(input => !input.Optional).Select(input => input.Name).Order(StringComparer.Ordinal)];
        string[] specified = [.. contract.Inputs.Where(IsFilled).Select(input => input.Name).Intersect(required).Order(StringComparer.Ordinal)];
        if (!required.SequenceEqual(specified))
        {
            throw new P8eInputException(
                ErrorCodes.ContractFactsMismatch,
                $"Executing {specification.ClassName}: Provided facts do not match the contract spec, the constructor for the contract contains a fact "
                + $"that is not in the current scope record on chain. [required facts: {Listed(required)}] [specified facts: {Listed(specified)}]");
        }
    }

    /// <summary>The SDK lets an envelope name a subclass, from whatever package it says; here the published class runs and no other.</summary>
    private static void CheckDefinition(Contract contract, ContractSpecification specification)
    {
        var location = contract.Definition?.ResourceLocation;
        if (location?.Classname != specification.ClassName)
        {
            throw Mismatch($"Contract class {location?.Classname} must implement {specification.ClassName}");
        }

        if (!ContractSpecification.ReadHash(location.Ref, "envelope's definition").Equals(specification.ContractPackage))
        {
            throw Mismatch($"the envelope names package {location.Ref.Hash} for it, the specification {specification.ContractPackage}");
        }
    }

    internal static bool IsFilled(Record input) => input.DataLocation?.Ref?.Hash.Length > 0;

    private static P8eInputException Mismatch(string fault) =>
        new(ErrorCodes.ContractDefinitionMismatch, $"Executing a contract: {fault}. Ask the party that made the envelope to package it again.");

    private static string Listed(string[] names) => $"[{string.Join(", ", names)}]";
}
