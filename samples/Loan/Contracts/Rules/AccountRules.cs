using System.Text.RegularExpressions;
using P8e.LoanContracts.Values;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>The account that a disbursement goes to: at a bank or on the chain.</summary>
internal static partial class AccountRules
{
    private const string Wires = "Disbursement bank account for wires must have";

    public static void Check(Violations violations, Account? account)
    {
        if (!account.IsSet())
        {
            violations.Add("Disbursement account is not set");
            return;
        }

        violations.Require(account.AccountOwnerId.IsValid(), "Disbursement account must have valid owner ID");
        violations.Require(
            account.Financial.IsSet() != account.Provenance.IsSet(), "Disbursement account must have exactly one specific type");
        if (account.Financial.IsSet())
        {
            CheckBank(violations, account.Financial);
        }

        if (account.Provenance.IsSet())
        {
            violations.Require(
                ChainAddress().IsMatch(account.Provenance.Address), "Disbursement account's Provenance address must be valid");
        }
    }

    private static void CheckBank(Violations violations, FinancialAccount account)
    {
        violations.Require(account.Id.IsSet(), "Disbursement bank account ID must be set");
        violations.Require(account.AccountNumber.Length is >= 4 and <= 17, "Disbursement bank account must have a valid account number");
        violations.Require(account.RoutingNumber.Length == 9, "Disbursement bank account must have a valid routing number");
        violations.CountEach(account.Movement, CheckMovement);
    }

    private static void CheckMovement(Violations violations, MoneyMovement movement)
    {
        violations.Require(
            movement.Ach.IsSet() != movement.Wire.IsSet(),
            "Disbursement bank account money movement must have exactly one specific type");
        if (movement.Ach.IsSet())
        {
            violations.Require(
                movement.Ach.AccountType is ACH.Types.AccountType.Checking or ACH.Types.AccountType.Savings or ACH.Types.AccountType.Other,
                "Disbursement bank account for ACH must have a valid type");
        }

        if (movement.Wire.IsSet())
        {
            CheckWire(violations, movement.Wire);
        }
    }

    private static void CheckWire(Violations violations, WIRE wire)
    {
        violations.Require(IsComplete(wire.AccountAddress), $"{Wires} a valid address");
        violations.Require(!wire.WireInstructions.IsBlank(), $"{Wires} valid wire instructions");
        if (wire.SwiftInstructions.IsSet())
        {
            violations.Require(!wire.SwiftInstructions.SwiftId.IsBlank(), $"{Wires} valid SWIFT bank account ID");
            violations.Require(wire.SwiftInstructions.SwiftBankAddress.IsSet(), $"{Wires} valid SWIFT bank mailing address");
        }
    }

    private static bool IsComplete(Address? address) =>
        address is not null && !(address.Street.IsBlank() || address.City.IsBlank() || address.State.IsBlank() || address.Zip.IsBlank());

    // 41 characters or more; a line break, as Java counts them, is no character of an address.
    [GeneratedRegex(@"\A(pb|tp)1[^\n\r\u0085\u2028\u2029]{38,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ChainAddress();
}
