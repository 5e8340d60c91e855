namespace P8e.LoanContracts;

/// <summary>A record that the scope already has is not what this contract once wrote.</summary>
public sealed class UnexpectedContractStateException : Exception
{
    internal UnexpectedContractStateException(string message)
        : base(message)
    {
    }
}
