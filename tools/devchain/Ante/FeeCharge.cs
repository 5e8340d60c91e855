using P8e.Devchain.Bank;
using P8e.Devchain.Fees;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Ante;

/// <summary>What one transaction pays: set up by the ante handler, finished by the post handler (provenance-chain 5.6).</summary>
/// <param name="Payer">Who pays.</param>
/// <param name="Offered">The fee in the transaction.</param>
/// <param name="Cost">What its messages cost.</param>
internal sealed record FeeCharge(AccountAddress Payer, CoinSet Offered, FlatFee Cost)
{
    /// <summary>What is taken on success after the up-front part: the whole fee, overage included.</summary>
    internal CoinSet Remaining => Offered.Minus(Cost.UpFront);
}
