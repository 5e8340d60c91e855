using P8e.Devchain.Addresses;
using P8e.Devchain.Genesis;

namespace P8e.Devchain.Messages;

/// <summary>What checks without state may look at.</summary>
internal sealed record MessageRules(AccountText Accounts, ChainLimits Limits);
