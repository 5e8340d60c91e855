using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Bank;

/// <summary>Decides whether coins may go from one account to another.</summary>
internal interface ISendRule
{
    /// <summary>Throws the error of the transaction when they may not.</summary>
    void Check(AccountAddress from, AccountAddress to, CoinSet coins, IReadOnlyList<AccountAddress> agents);
}
