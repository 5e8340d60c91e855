using P8e.LoanContracts.Rules;

namespace P8e.LoanContracts;

/// <summary>An input breaks rules of the contract; the message names them all.</summary>
public sealed class ContractViolationException : Exception
{
    // Two spaces after the colon and before each further text: the JVM contracts write it so, and texts are compared.
    internal ContractViolationException(Violations violations)
        : base($"The contract input was invalid - {violations.Count} unique "
            + $"{(violations.Count == 1 ? "violation was" : "violations were")} found: {violations}")
    {
    }
}
