using P8e.LoanContracts.Values;
using Tech.Figure.Loan.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>How the loan is paid out.</summary>
internal static class FundingRules
{
    private static readonly string[] Statuses = ["UNFUNDED", "INITIATED", "FUNDED", "CANCELLED"];
    private static readonly ProgressRules Progress = new("Funding", "FUNDED");

    public static void Check(Violations violations, Funding funding, DateTimeOffset now)
    {
        if (funding.Status.IsSet())
        {
            violations.Require(Statuses.Contains(funding.Status.Status_), "Funding status must be valid");
            Progress.Check(violations, funding.Status, funding.Started, funding.Completed, now);
        }
        else
        {
            violations.Add("Funding status must be set");
        }

        violations.Require(funding.Disbursements.Count > 0, "Must supply at least one disbursement entry");
        violations.RequireUnique(funding.Disbursements.Select(disbursement => disbursement.Id.Text()), "Disbursement ID");
        violations.CheckEach(funding.Disbursements, (found, disbursement) => DisbursementRules.Check(found, disbursement, now));
    }
}
