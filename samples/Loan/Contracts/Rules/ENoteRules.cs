using Io.Dartinc.Registry.V1Beta1;
using P8e.LoanContracts.Values;

namespace P8e.LoanContracts.Rules;

/// <summary>The electronic promissory note. Modifications and assumptions are not looked at.</summary>
internal static class ENoteRules
{
    public static void Check(Violations violations, ENote eNote, DateTimeOffset now)
    {
        if (!eNote.IsSet())
        {
            violations.Add("eNote is not set");
            return;
        }

        CheckController(violations, eNote.Controller);
        if (eNote.ENote_.IsSet())
        {
            DocumentRules.CheckFields(violations, eNote.ENote_, "eNote", "eNote");
        }
        else
        {
            violations.Add("eNote document is not set");
        }

        violations.Require(IsoDate.IsPastOrToday(eNote.SignedDate?.Value, now), "eNote must have valid signed date");
        violations.Require(!eNote.VaultName.IsBlank(), "eNote is missing vault name");
        DocumentRules.CheckList(violations, eNote.BorrowerSignatureImage, "Borrower signature");
    }

    private static void CheckController(Violations violations, Controller? controller)
    {
        if (!controller.IsSet())
        {
            violations.Add("Controller is not set");
            return;
        }

        violations.Require(controller.ControllerUuid.IsValid(), "Controller must have valid UUID");
        violations.Require(!controller.ControllerName.IsBlank(), "Controller is missing name");
    }
}
