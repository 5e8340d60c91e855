using P8e.Devchain.Addresses;
using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Ante;

/// <summary>Checks on the transaction itself: fee present, signatures counted, memo short (provenance-chain 5.5 steps 5 and 7).</summary>
internal static class TxShape
{
    /// <summary>The signers in the order in which they sign (provenance-chain 5.4), once the counts agree.</summary>
    internal static IReadOnlyList<AccountAddress> Signers(DecodedTx tx, AccountText addresses)
    {
        var fee = tx.AuthInfo.Fee;
        if (fee.GasLimit > long.MaxValue)
        {
            throw SdkError.InvalidRequest.Wrap($"invalid gas supplied; {fee.GasLimit} > {long.MaxValue}");
        }

        if (fee.Amount.Any(coin => Bank.CoinText.Amount(coin).Sign < 0))
        {
            throw SdkError.InsufficientFee.Wrap($"invalid fee provided: {Bank.CoinSet.Text(fee.Amount)}");
        }

        if (fee.Payer.Length > 0 && addresses.Fault(fee.Payer) is { } fault)
        {
            throw SdkError.InvalidAddress.Wrap($"invalid fee payer address ({fault})");
        }

        if (tx.Raw.Signatures.Count == 0)
        {
            throw SdkError.NoSignatures.Bare();
        }

        var signers = tx.Messages.SelectMany(message => message.Signers).Select(addresses.ParseSigner).ToList();
        if (fee.Payer.Length > 0)
        {
            signers.Add(addresses.Parse(fee.Payer));
        }

        AccountAddress[] distinct = [.. signers.Distinct()];
        return distinct.Length == tx.Raw.Signatures.Count
            ? distinct
            : throw SdkError.Unauthorized.Wrap($"wrong number of signers; expected {distinct.Length}, got {tx.Raw.Signatures.Count}");
    }

    internal static void CheckMemo(DecodedTx tx, int longest)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(tx.Body.Memo);
        if (length > longest)
        {
            throw SdkError.MemoTooLarge.Wrap($"maximum number of characters is {longest} but received {length} characters");
        }
    }
}
