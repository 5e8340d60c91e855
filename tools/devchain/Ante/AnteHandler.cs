using P8e.Devchain.Accounts;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Fees;
using P8e.Devchain.Messages;
using P8e.Devchain.Storage;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Ante;

/// <summary>Everything before the messages, in the node's order (provenance-chain 5.5). Its effects stay when a message fails.</summary>
internal sealed class AnteHandler(DecodedTx tx, TxContext context, EventLog events)
{
    private readonly Keepers _keepers = new(context, events);

    /// <summary>Checks, charges the up-front fee, raises the sequences. Throws the error of the transaction.</summary>
    internal FeeCharge Run()
    {
        var fees = context.Settings.Fees;
        context.State.Gas.Consume(GasCosts.FeeTable, "ReadFlat");
        var offered = OfferedFee();
        var cost = fees.Of(CostlyUrls(tx.Messages));
        if (context.Mode != TxMode.Simulate)
        {
            CheckEnough(offered, cost);
        }

        var signers = TxShape.Signers(tx, context.Settings.Addresses);
        TxTimeouts.Check(tx, context);
        context.State.Gas.Consume(GasCosts.AuthParams, "ReadFlat");
        TxShape.CheckMemo(tx, context.Settings.Limits.MemoCharacters);
        context.State.Gas.Consume(GasCosts.AuthParams, "ReadFlat");
        context.State.Gas.Consume(tx.Size * context.Settings.Limits.GasPerByte, "txSize");
        var charge = new FeeCharge(Payer(signers), offered, cost);
        Charge(charge);
        new SignatureCheck(tx, signers, context, _keepers.Accounts, events).Run();
        return charge;
    }

    /// <summary>The messages that are paid for: those inside an exec too (provenance-chain 5.6 point 1).</summary>
    internal static IEnumerable<string> CostlyUrls(IEnumerable<DecodedMessage> messages) =>
        messages.SelectMany(message => message.Handler is Authz.ExecHandler ? [message.Handler.TypeUrl, .. Authz.ExecHandler.InnerUrls(message.Message)] : new[] { message.Handler.TypeUrl });

    private CoinSet OfferedFee()
    {
        var amount = tx.AuthInfo.Fee.Amount;
        var repeated = amount.GroupBy(coin => coin.Denom).FirstOrDefault(group => group.Count() > 1)?.Key;
        return repeated is null || context.Mode == TxMode.Simulate
            ? CoinSet.FromProto(amount)
            : throw SdkError.InsufficientFee.Wrap($"fee provided \"{CoinSet.Text(amount)}\" is invalid: duplicate denomination {repeated}");
    }

    private static void CheckEnough(CoinSet offered, FlatFee cost)
    {
        var missing = cost.Required.Minus(offered);
        if (!missing.IsEmpty)
        {
            throw SdkError.InsufficientFee.Wrap($"fee required: \"{cost.Required}\", fee provided: \"{offered}\", short by \"{missing}\"");
        }
    }

    private AccountAddress Payer(IReadOnlyList<AccountAddress> signers)
    {
        var payer = tx.AuthInfo.Fee.Payer;
        return payer.Length > 0 ? context.Settings.Addresses.Parse(payer)
            : signers.Count > 0 ? signers[0]
            : throw ChainException.Panic("runtime error: index out of range [0] with length 0");
    }

    private void Charge(FeeCharge charge)
    {
        var granter = tx.AuthInfo.Fee.Granter;
        if (granter.Length > 0 && granter != charge.Payer.ToString())
        {
            // There are no fee grants here, so none can be found.
            throw SdkError.NotFound.Wrap(
                $"failed to use fee grant: granter: {granter}, grantee: {charge.Payer}, fee: \"{charge.Offered}\", "
                + $"msgs: {GoText.QuotedList(tx.Messages.Select(message => message.Handler.TypeUrl))}: fee-grant not found");
        }

        if (context.Mode != TxMode.Simulate)
        {
            Deduct(charge);
        }

        events.Add(ChainEvent.Legacy("tx", ("fee", charge.Offered.ToString()), ("fee_payer", charge.Payer.ToString())));
        events.Add(ChainEvent.Legacy("tx", ("min_fee_charged", charge.Cost.UpFront.ToString()), ("fee_payer", charge.Payer.ToString())));
    }

    private void Deduct(FeeCharge charge)
    {
        if (_keepers.Accounts.Find(charge.Payer) is null)
        {
            throw SdkError.UnknownAddress.Wrap($"fee payer address \"{charge.Payer}\" does not exist");
        }

        var balance = CoinSet.Of(charge.Offered.Coins.Select(coin => coin with { Amount = _keepers.Bank.Balance(charge.Payer, coin.Denom) }));
        if (!charge.Offered.Minus(balance).IsEmpty)
        {
            throw SdkError.InsufficientFunds.Wrap($"account \"{charge.Payer}\" balance: \"{balance}\", required: \"{charge.Offered}\"");
        }

        if (!charge.Cost.UpFront.IsEmpty)
        {
            _keepers.Bank.Send(charge.Payer, _keepers.Accounts.Module(ModuleNames.FeeCollector), charge.Cost.UpFront);
        }
    }
}
