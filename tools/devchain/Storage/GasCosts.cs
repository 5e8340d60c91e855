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

    /// <summary>Reading the flat fees; the table is in the settings here, not in the state.</summary>
    internal const long FeeTable = 2204;

    /// <summary>Reading the auth parameters, which every step that needs one does by itself.</summary>
    internal const long AuthParams = 1042;

    /// <summary>What a node reads for one send beyond balances and accounts.</summary>
    internal const long SendChecks = 7200;

    /// <summary>What an unordered transaction pays for its nonce.</summary>
    internal const long UnorderedNonce = 2240;
}
