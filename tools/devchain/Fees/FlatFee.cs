using P8e.Devchain.Bank;

namespace P8e.Devchain.Fees;

/// <summary>What a transaction must pay, and the part of it that is taken before its messages run.</summary>
internal sealed record FlatFee(CoinSet Required, CoinSet UpFront);
