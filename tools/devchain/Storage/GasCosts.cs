namespace P8e.Devchain.Storage;

/// <summary>The prices of provenance-chain 5.6 (gas schedule). Our totals are near the node's, not equal: fees do not depend on gas.</summary>
internal static class GasCosts
{
    internal const long Has = 1000;
    internal const long Delete = 1000;
    internal const long ReadFlat = 1000;
    internal const long ReadPerByte = 3;
    internal const long WriteFlat = 2000;
    internal const long WritePerByte = 30;
    internal const long IterNextFlat = 30;

    /// <summary>Reading the consensus parameters, which begins every transaction.</summary>
    internal const long ConsensusParams = 1156;

    internal const long Signature = 1000;

    /// <summary>What an unordered transaction pays for its nonce.</summary>
    internal const long UnorderedNonce = 2240;
}
