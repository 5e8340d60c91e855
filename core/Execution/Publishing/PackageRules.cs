using P8e.Execution.Wire.Descriptions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Publishing;

/// <summary>What must hold of a package as a whole before it is published: the rules of p8eCheck that the reading of its classes leaves open (p8e-sdk 3.3), with its texts.</summary>
internal static class PackageRules
{
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ContractInvalid"/>, <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    internal static void Check(PackageDescription package)
    {
        if (package.Contracts.Count is 0 or > ExecutionLimits.ContractsMax || package.ScopeSpecifications.Count > ExecutionLimits.ContractsMax)
        {
            throw new P8eInputException(
                package.Contracts.Count == 0 ? ErrorCodes.ContractInvalid : ErrorCodes.LimitExceeded,
                $"Publishing a package: it has {package.Contracts.Count} contracts and {package.ScopeSpecifications.Count} scope specifications; 1 and at most {ExecutionLimits.ContractsMax} of each are taken.");
        }

        Unique(package.ScopeSpecifications.Select(scope => scope.Name), "ScopeSpecificationDefinition names must be unique");
        Unique(package.ScopeSpecifications.Select(scope => Uuid.Format(Uuid.Parse(scope.Uuid))), "ScopeSpecificationDefinition UUIDs must be unique");
        Unique(package.Contracts.Select(contract => contract.ClassName), "Contract names must be unique");
        var defined = package.ScopeSpecifications.Select(scope => scope.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var contract in package.Contracts)
        {
            Check(contract, defined);
        }
    }

    private static void Check(ContractDescription contract, HashSet<string> defined)
    {
        Require(contract.Parties.Count > 0, $"{contract.ClassName} must have at least one participant.");
        Require(contract.ScopeSpecifications.Count > 0, $"{contract.ClassName} must contain a ScopeSpecification");
        foreach (var scope in contract.ScopeSpecifications)
        {
            Require(defined.Contains(scope), $"{contract.ClassName} - ScopeSpecification of {scope} is not defined as a ScopeSpecificationDefinition");
        }

        foreach (var function in contract.Functions)
        {
            Require(contract.Parties.Contains(function.InvokedBy), $"{contract.ClassName} - Function invoker for {function.Name} is not a participant.");
        }

        // The chain names a record specification by its name in lower case: the second would replace the first.
        Unique(
            contract.Functions.Select(function => RecordName.Normalize(function.RecordName)), $"{contract.ClassName} methods annotated with Record must have unique names in the annotation");
    }

    private static void Unique(IEnumerable<string> names, string rule)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw Invalid($"{rule}: {twice.Key} is there more than once.");
        }
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw Invalid(rule);
        }
    }

    private static P8eInputException Invalid(string rule) => new(ErrorCodes.ContractInvalid, $"Publishing a package: {rule} Change the package and publish it again.");
}
