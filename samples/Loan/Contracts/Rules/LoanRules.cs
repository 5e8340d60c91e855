using P8e.LoanContracts.Values;
using Tech.Figure.Loan.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>A new loan.</summary>
internal static class LoanRules
{
    public static void Check(Violations violations, Loan loan, DateTimeOffset now)
    {
        violations.Require(loan.Id.IsValid(), "Loan must have valid ID");
        violations.Require(loan.OriginatorUuid.IsValid(), "Loan must have valid originator ID");
        violations.Require(!loan.OriginatorName.IsBlank(), "Loan is missing originator name");
        violations.Require(loan.Uli.Length is >= 23 and <= 45, "Loan ULI must be between 23 and 45 (inclusive) characters long");
        violations.Require(loan.Uli.All(char.IsLetterOrDigit), "Loan ULI must solely consist of alphanumeric characters");
        if (loan.Funding.IsSet())
        {
            FundingRules.Check(violations, loan.Funding, now);
        }
    }
}
