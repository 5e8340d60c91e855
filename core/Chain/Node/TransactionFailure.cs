using P8e.Protocol.Errors;

namespace P8e.Chain.Node;

/// <summary>
/// Why the chain refused a transaction, in CheckTx or in a block (provenance-chain 3.2, 5.5). Rows of kind P have code 1 and texts that change from
/// release to release: rely on <see cref="ErrorCode"/> only.
/// </summary>
/// <param name="Code">The chain's code, not 0.</param>
/// <param name="Codespace">Whose code it is, at most 1,001 characters.</param>
/// <param name="Log">The chain's text, at most 1,001 characters.</param>
public sealed record TransactionFailure(uint Code, string Codespace, string Log)
{
    private const string SdkCodespace = "sdk";
    private const uint KnownCode = 19;
    private const uint MempoolFullCode = 20;

    /// <summary>Whose code it is, printable and at most 1,001 characters: it goes into rows and events, which have limits, and a node may say anything.</summary>
    public string Codespace { get; init; } = NodeText.Shorten(Codespace);

    /// <summary>The chain's text, printable and at most 1,001 characters.</summary>
    public string Log { get; init; } = NodeText.Shorten(Log);

    /// <summary>The stable code of <see cref="ErrorCodes"/>.</summary>
    public string ErrorCode => Codespace != SdkCodespace ? ErrorCodes.ChainTransactionRefused : Code switch
    {
        2 => ErrorCodes.ChainTransactionUndecodable,
        4 or 8 or 14 or 15 => ErrorCodes.ChainUnauthorized,
        5 => ErrorCodes.ChainInsufficientFunds,
        7 or 10 or 12 or 18 or 29 or 41 => ErrorCodes.ChainRequestInvalid,
        9 => ErrorCodes.ChainAccountUnknown,
        11 => ErrorCodes.ChainOutOfGas,
        13 => ErrorCodes.ChainInsufficientFee,
        KnownCode => ErrorCodes.ChainTransactionKnown,
        MempoolFullCode => ErrorCodes.ChainMempoolFull,
        21 => ErrorCodes.ChainTransactionTooLarge,
        30 or 42 => ErrorCodes.ChainTransactionExpired,
        3 or 32 => ErrorCodes.ChainSequenceMismatch,
        38 => ErrorCodes.ChainEntityNotFound,
        _ => ErrorCodes.ChainTransactionRefused,
    };

    /// <summary>The failure as an error of the house: a full mempool passes, everything else is the state of the world.</summary>
    public P8eException ToException()
    {
        var message = $"Sending a transaction: the chain refused it ({Codespace} {Code}): {Log}";
        return ErrorCode switch
        {
            ErrorCodes.ChainMempoolFull => new P8eTransientException(ErrorCode, message),
            ErrorCodes.ChainUnauthorized => new P8eStateException(StateErrorKind.NotPermitted, ErrorCode, message),
            ErrorCodes.ChainEntityNotFound or ErrorCodes.ChainAccountUnknown => new P8eStateException(StateErrorKind.NotFound, ErrorCode, message),
            _ => new P8eStateException(StateErrorKind.Conflict, ErrorCode, message),
        };
    }
}
