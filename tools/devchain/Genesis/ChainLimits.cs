namespace P8e.Devchain.Genesis;

/// <summary>The parameters that transactions are held to (provenance-chain 5.5, 5.6, 7.3).</summary>
/// <param name="BlockMaxGas">Most gas of a block; not positive means no gas limits at all.</param>
/// <param name="MemoCharacters">Longest memo, in bytes.</param>
/// <param name="Signatures">Most signatures of a transaction.</param>
/// <param name="GasPerByte">Gas of a byte of a transaction.</param>
/// <param name="LocatorUriLength">Longest URI of an object store locator, in bytes.</param>
/// <param name="AttributeValueLength">Longest account data, in bytes.</param>
/// <param name="DenomRule">What a new marker's denomination must match, beside the general rule.</param>
internal sealed record ChainLimits(
    long BlockMaxGas, int MemoCharacters, int Signatures, long GasPerByte, int LocatorUriLength, int AttributeValueLength, string DenomRule)
{
    /// <summary>Most gas of one transaction where blocks have a limit.</summary>
    internal const long TxMaxGas = 4_000_000;
}
