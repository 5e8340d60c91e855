using P8e.LoanContracts.Values;
using Tech.Figure.Servicing.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>Who services the loan.</summary>
internal static class ServicingRightsRules
{
    public static void Check(Violations violations, ServicingRights rights)
    {
        if (!rights.IsSet())
        {
            violations.Add("Servicing rights are not set");
            return;
        }

        violations.Require(rights.ServicerId.IsValid(), "Servicing rights must have valid servicer UUID");
        violations.Require(!rights.ServicerName.IsBlank(), "Servicing rights missing servicer name");
    }
}
