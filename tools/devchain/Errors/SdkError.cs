namespace P8e.Devchain.Errors;

/// <summary>A registered error: codespace, code and the words that end every text wrapped around it (provenance-chain 3.2, 5.5).</summary>
internal sealed record SdkError(string Codespace, uint Code, string Description)
{
    private const string Sdk = "sdk";

    internal static readonly SdkError TxDecode = new(Sdk, 2, "tx parse error");
    internal static readonly SdkError Unauthorized = new(Sdk, 4, "unauthorized");
    internal static readonly SdkError InsufficientFunds = new(Sdk, 5, "insufficient funds");
    internal static readonly SdkError UnknownRequest = new(Sdk, 6, "unknown request");
    internal static readonly SdkError InvalidAddress = new(Sdk, 7, "invalid address");
    internal static readonly SdkError InvalidPubKey = new(Sdk, 8, "invalid pubkey");
    internal static readonly SdkError UnknownAddress = new(Sdk, 9, "unknown address");
    internal static readonly SdkError InvalidCoins = new(Sdk, 10, "invalid coins");
    internal static readonly SdkError OutOfGas = new(Sdk, 11, "out of gas");
    internal static readonly SdkError MemoTooLarge = new(Sdk, 12, "memo too large");
    internal static readonly SdkError InsufficientFee = new(Sdk, 13, "insufficient fee");
    internal static readonly SdkError TooManySignatures = new(Sdk, 14, "maximum number of signatures exceeded");
    internal static readonly SdkError NoSignatures = new(Sdk, 15, "no signatures supplied");
    internal static readonly SdkError InvalidRequest = new(Sdk, 18, "invalid request");
    internal static readonly SdkError TxInMempoolCache = new(Sdk, 19, "tx already in mempool");
    internal static readonly SdkError MempoolIsFull = new(Sdk, 20, "mempool is full");
    internal static readonly SdkError TxTooLarge = new(Sdk, 21, "tx too large");
    internal static readonly SdkError KeyNotFound = new(Sdk, 22, "key not found");
    internal static readonly SdkError InvalidHeight = new(Sdk, 26, "invalid height");
    internal static readonly SdkError InvalidType = new(Sdk, 29, "invalid type");
    internal static readonly SdkError TxTimeoutHeight = new(Sdk, 30, "tx timeout height");
    internal static readonly SdkError WrongSequence = new(Sdk, 32, "incorrect account sequence");
    internal static readonly SdkError Logic = new(Sdk, 35, "internal logic error");
    internal static readonly SdkError NotFound = new(Sdk, 38, "not found");
    internal static readonly SdkError InvalidGasLimit = new(Sdk, 41, "invalid gas limit");
    internal static readonly SdkError TxTimeout = new(Sdk, 42, "tx timeout");

    private static readonly SdkError[] UsedByQueries = [InvalidRequest, Logic, TxDecode, NotFound];

    /// <summary>The error of a code where queries need to know it; null for all others.</summary>
    internal static SdkError? Find(string codespace, uint code) =>
        UsedByQueries.FirstOrDefault(error => error.Codespace == codespace && error.Code == code);

    /// <summary>What is thrown when a text is wrapped around this error.</summary>
    internal ChainException Wrap(string text) => new(Codespace, Code, $"{text}: {Description}");

    /// <summary>The bare error.</summary>
    internal ChainException Bare() => new(Codespace, Code, Description);
}
