using P8e.Chain.Node;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Fees;

/// <summary>
/// What a transaction has to pay. Flat fees where the chain has them (from v1.26), else gas times the price that the node itself reckons with. Which
/// of the two is asked anew each time: a chain changes over while we run, and the old query then leads to far too high fees.
/// </summary>
internal sealed class FeeQuoter
{
    private readonly INodeQueries _node;
    private readonly UInt128 _maximum;

    /// <summary>Makes a quoter.</summary>
    /// <param name="node">The node.</param>
    /// <param name="feeMaximum">Highest fee that is accepted, in nhash: a node's word alone is no reason to empty an account.</param>
    internal FeeQuoter(INodeQueries node, UInt128 feeMaximum)
    {
        ArgumentNullException.ThrowIfNull(node);
        _node = node;
        _maximum = feeMaximum;
    }

    /// <summary>Asks for a fee; the node executes the messages on trial.</summary>
    /// <param name="transaction">From <see cref="TransactionSigner.BuildUnsigned"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ChainSimulationFailed"/>, <see cref="ErrorCodes.ChainSequenceMismatch"/>, or <see cref="ErrorCodes.ChainFeeUnsuitable"/>:
    /// above the maximum, in other coins than nhash, or the node knows neither query.
    /// </exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ChainGasLimitExceeded"/>.</exception>
    internal async Task<TransactionFee> QuoteAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        if (await _node.EstimateFlatFeesAsync(transaction, cancellationToken).ConfigureAwait(false) is { } flat)
        {
            var nhash = Nhash(flat.TotalFees);
            return Fee(nhash, GasRule.Limit(flat.EstimatedGas, nhash));
        }

        var byGas = await _node.EstimateGasFeesAsync(transaction, cancellationToken).ConfigureAwait(false)
            ?? throw Unsuitable("the node knows no fee query. Use a node of Provenance 1.8 or newer");
        var limit = GasRule.Limit(byGas.EstimatedGas, fee: null);
        return Fee(Priced(byGas, limit), limit);
    }

    // The node's total is for its own estimate; the price in it, rounded up, is applied to our higher limit.
    private static UInt128 Priced(FeeEstimate estimate, ulong limit)
    {
        var total = Nhash(estimate.TotalFees);
        var additional = Nhash(estimate.AdditionalFees);
        if (estimate.EstimatedGas == 0 || additional > total || total > ulong.MaxValue)
        {
            throw Unsuitable("the node's answer contradicts itself. Ask another node");
        }

        var price = (total - additional + estimate.EstimatedGas - 1) / estimate.EstimatedGas;
        return additional + (price * limit);
    }

    private static UInt128 Nhash(IReadOnlyList<ChainCoin> coins) => coins switch
    {
        [] => UInt128.Zero,
        [{ Denomination: ChainCoin.FeeDenomination } coin] => coin.Amount <= UInt128.MaxValue ? (UInt128)coin.Amount : throw Unsuitable("nobody has that much. Ask another node"),
        _ => throw Unsuitable($"the fee is in other coins than {ChainCoin.FeeDenomination}. Pay it by hand"),
    };

    private static P8eStateException Unsuitable(string what) =>
        new(StateErrorKind.Conflict, ErrorCodes.ChainFeeUnsuitable, $"Asking what a transaction costs: {what}.");

    private TransactionFee Fee(UInt128 nhash, ulong limit) => nhash > _maximum
        ? throw Unsuitable($"{nhash}{ChainCoin.FeeDenomination} are more than the {_maximum} that Chain__FeeMaximumHash allows. Raise it if the price is right")
        : new TransactionFee(nhash == 0 ? [] : [new ChainCoin(ChainCoin.FeeDenomination, nhash)], limit);
}
