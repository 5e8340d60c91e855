using P8e.LoanContracts.Values;
using Tech.Figure.Loan.V1Beta1;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>One payment of a funding.</summary>
internal static class DisbursementRules
{
    private static readonly ProgressRules Progress = new("Disbursement", "COMPLETE", "COMPLETED", "FUNDED");

    public static void Check(Violations violations, Disbursement disbursement, DateTimeOffset now)
    {
        if (!disbursement.IsSet())
        {
            violations.Add("Disbursement is not set");
            return;
        }

        violations.Require(disbursement.Id.IsValid(), "Disbursement must have valid ID");
        violations.Require(!AmountText.IsNegative(disbursement.Amount?.Value), "Disbursement amount must not be negative");
        if (disbursement.Status.IsSet())
        {
            violations.Require(!disbursement.Status.Status_.IsBlank(), "Disbursement status must not be empty");
            Progress.Check(violations, disbursement.Status, disbursement.Started, disbursement.Completed, now);
        }
        else
        {
            violations.Add("Disbursement status must be set");
        }

        CheckAmount(violations, disbursement.Amount);
        AccountRules.Check(violations, disbursement.DisburseAccount);
    }

    private static void CheckAmount(Violations violations, Money? amount)
    {
        if (!amount.IsSet())
        {
            violations.Add("Disbursement amount is not set");
            return;
        }

        violations.Require(AmountText.IsValid(amount.Value), "Disbursement amount must have a valid value");
        violations.Require(
            amount.Currency.Length == 3 && amount.Currency.All(char.IsLetter),
            "Disbursement amount must have a 3-letter ISO 4217 currency");
    }
}
