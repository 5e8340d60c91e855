using System.Numerics;
using P8e.Devchain.Bank;
using P8e.Protocol.Wire.FlatFees;

namespace P8e.Devchain.Fees;

/// <summary>What every message costs (provenance-chain 5.6). Comes from genesis; there is no governance here to change it.</summary>
internal sealed class FlatFeeTable
{
    private readonly Dictionary<string, MsgFee> _byUrl;
    private readonly CoinAmount _definition;
    private readonly CoinAmount _converted;
    private readonly FlatFee _standard;
    private readonly Dictionary<string, FlatFee> _costs;

    internal FlatFeeTable(Params parameters, IEnumerable<MsgFee> fees)
    {
        Parameters = parameters;
        _byUrl = fees.ToDictionary(fee => fee.MsgTypeUrl, StringComparer.Ordinal);
        _definition = new CoinAmount(parameters.ConversionFactor.DefinitionAmount.Denom, CoinText.Amount(parameters.ConversionFactor.DefinitionAmount));
        _converted = new CoinAmount(parameters.ConversionFactor.ConvertedAmount.Denom, CoinText.Amount(parameters.ConversionFactor.ConvertedAmount));
        var standard = Convert(CoinSet.FromProto([parameters.DefaultCost]));
        _standard = new FlatFee(standard, standard);
        _costs = _byUrl.Values.ToDictionary(fee => fee.MsgTypeUrl, fee => Cost(Convert(CoinSet.FromProto(fee.Cost)), standard), StringComparer.Ordinal);
    }

    internal Params Parameters { get; }

    /// <summary>The table as in genesis, in the order of the type URLs.</summary>
    internal IEnumerable<MsgFee> Fees => _byUrl.Values.OrderBy(fee => fee.MsgTypeUrl, StringComparer.Ordinal);

    /// <summary>The denomination fees are paid in.</summary>
    internal string Denom => _converted.Denom;

    /// <summary>Cost of messages: required in all, and the part that is taken even when a message fails.</summary>
    internal FlatFee Of(IEnumerable<string> typeUrls)
    {
        var upFront = CoinSet.Empty;
        var required = CoinSet.Empty;
        foreach (var url in typeUrls)
        {
            var cost = _costs.GetValueOrDefault(url, _standard);
            required = required.Plus(cost.Required);
            upFront = upFront.Plus(cost.UpFront);
        }

        return new FlatFee(required, upFront);
    }

    /// <summary>Cost of a message as the table has it; null when it costs the default.</summary>
    internal MsgFee? Find(string typeUrl) => _byUrl.GetValueOrDefault(typeUrl);

    /// <summary>A cost in the denomination fees are paid in.</summary>
    internal CoinSet Convert(CoinSet cost) => CoinSet.Of(cost.Coins.Select(coin => coin.Denom == _definition.Denom
        ? new CoinAmount(_converted.Denom, Ceiling(coin.Amount * _converted.Amount, _definition.Amount))
        : coin));

    private static FlatFee Cost(CoinSet required, CoinSet standard) => new(required, required.Min(standard));

    private static BigInteger Ceiling(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;
}
