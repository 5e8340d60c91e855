using P8e.Devchain.Accounts;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Transactions;

namespace P8e.Devchain.Ante;

/// <summary>After the messages: takes the rest of the fee and reports what was paid (provenance-chain 4.2 rows 8 and 9).</summary>
internal static class PostHandler
{
    internal static void Run(FeeCharge charge, TxContext context, EventLog events)
    {
        var remaining = charge.Remaining;
        if (!remaining.IsEmpty && context.Mode != TxMode.Simulate)
        {
            Collect(charge, remaining, context, events);
        }

        var additional = charge.Cost.Required.Minus(charge.Cost.UpFront);
        var overage = charge.Offered.Minus(charge.Cost.Required);
        List<ChainAttribute> attributes = [new("fee_payer", charge.Payer.ToString()), new("basefee", charge.Cost.UpFront.ToString())];
        if (!additional.IsEmpty)
        {
            attributes.Add(new("additionalfee", additional.ToString()));
        }

        if (!overage.IsEmpty)
        {
            attributes.Add(new("fee_overage", overage.ToString()));
        }

        // A simulation without a fee tells what it would be.
        var total = context.Mode == TxMode.Simulate && charge.Offered.IsEmpty ? charge.Cost.Required : charge.Offered;
        attributes.Add(new("total", total.ToString()));
        events.Add(new ChainEvent("tx", attributes));
    }

    private static void Collect(FeeCharge charge, CoinSet remaining, TxContext context, EventLog events)
    {
        try
        {
            var keepers = new Keepers(context, events);
            keepers.Bank.Send(charge.Payer, keepers.Accounts.Module(ModuleNames.FeeCollector), remaining);
        }
        catch (ChainException fault) when (fault.Code == SdkError.InsufficientFunds.Code)
        {
            var words = fault.Message[..^(": " + SdkError.InsufficientFunds.Description).Length];
            throw SdkError.InsufficientFunds.Wrap($"could not collect remaining cost \"{remaining}\" upon success: {words}: account: {charge.Payer}");
        }
    }
}
