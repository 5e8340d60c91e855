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

    internal FlatFeeTable(Params parameters, IEnumerable<MsgFee> fees)
    {
        Parameters = parameters;
        _byUrl = fees.ToDictionary(fee => fee.MsgTypeUrl, StringComparer.Ordinal);
        _definition = new CoinAmount(parameters.ConversionFactor.DefinitionAmount.Denom, CoinText.Amount(parameters.ConversionFactor.DefinitionAmount));
        _converted = new CoinAmount(parameters.ConversionFactor.ConvertedAmount.Denom, CoinText.Amount(parameters.ConversionFactor.ConvertedAmount));
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
        var standard = Convert(CoinSet.FromProto([Parameters.DefaultCost]));
        foreach (var url in typeUrls)
        {
            var cost = _byUrl.TryGetValue(url, out var fee) ? Convert(CoinSet.FromProto(fee.Cost)) : standard;
            required = required.Plus(cost);
            upFront = upFront.Plus(cost.Min(standard));
        }

        return new FlatFee(required, upFront);
    }

    /// <summary>Cost of a message as the table has it; null when it costs the default.</summary>
    internal MsgFee? Find(string typeUrl) => _byUrl.GetValueOrDefault(typeUrl);

    /// <summary>A cost in the denomination fees are paid in.</summary>
    internal CoinSet Convert(CoinSet cost) => CoinSet.Of(cost.Coins.Select(coin => coin.Denom == _definition.Denom
        ? new CoinAmount(_converted.Denom, Ceiling(coin.Amount * _converted.Amount, _definition.Amount))
        : coin));

    private static BigInteger Ceiling(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;
}
