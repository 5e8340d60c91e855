using System.Numerics;
using P8e.Protocol.Wire.Cosmos.Base;

namespace P8e.Devchain.Bank;

/// <summary>An amount of one denomination.</summary>
internal readonly record struct CoinAmount(string Denom, BigInteger Amount)
{
    public override string ToString() => $"{Amount}{Denom}";

    internal Coin ToProto() => new() { Denom = Denom, Amount = Amount.ToString() };
}
