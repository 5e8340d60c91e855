using P8e.Devchain.Errors;
using P8e.Grpc;

namespace P8e.Devchain.Queries;

/// <summary>
/// A query was refused: what the caller sees as a status over gRPC and REST, and as code and log over abci_query (provenance-chain 6.4). Never
/// leaves the chain as an exception.
/// </summary>
internal sealed class QueryException : Exception
{
    private QueryException(GrpcStatusCode status, string text, SdkError abci, string abciLog)
        : base(text) => (Status, AbciError, AbciLog) = (status, abci, abciLog);

    internal GrpcStatusCode Status { get; }

    /// <summary>The registered error that abci_query answers with.</summary>
    internal SdkError AbciError { get; }

    /// <summary>What abci_query answers as its log.</summary>
    internal string AbciLog { get; }

    /// <summary>A registered error with words wrapped around it.</summary>
    internal static QueryException Sdk(SdkError error, string text) =>
        Unknown($"codespace {error.Codespace} code {error.Code}: {error.Description}: {text}", $"{text}: {error.Description}");

    /// <summary>A registered error by itself.</summary>
    internal static QueryException Sdk(SdkError error) =>
        Unknown($"codespace {error.Codespace} code {error.Code}: {error.Description}", error.Description);

    /// <summary>What most queries of the metadata module end with.</summary>
    internal static QueryException Invalid(string text) => Sdk(SdkError.InvalidRequest, text);

    /// <summary>A plain Go error.</summary>
    internal static QueryException Plain(string text) => Unknown(text, text);

    /// <summary>A refused height: registered, and not wrapped again for abci_query.</summary>
    internal static QueryException Height(SdkError error, string text) => new(
        GrpcStatusCode.Unknown, $"codespace {error.Codespace} code {error.Code}: {error.Description}: {text}", error, $"{text}: {error.Description}");

    /// <summary>An error that was made as a gRPC status.</summary>
    internal static QueryException Of(GrpcStatusCode status, string text)
    {
        var abci = status switch
        {
            GrpcStatusCode.NotFound => SdkError.KeyNotFound,
            GrpcStatusCode.InvalidArgument or GrpcStatusCode.FailedPrecondition => SdkError.InvalidRequest,
            GrpcStatusCode.Unauthenticated => SdkError.Unauthorized,
            _ => SdkError.UnknownRequest,
        };
        return new QueryException(status, text, abci, $"rpc error: code = {status} desc = {text}: {abci.Description}");
    }

    /// <summary>The query's form of an error that a transaction would have ended with.</summary>
    internal static QueryException From(ChainException fault)
    {
        var known = SdkError.Find(fault.Codespace, fault.Code);
        var ending = known is null ? string.Empty : ": " + known.Description;
        return known is null ? Plain(fault.Message) : Sdk(known, fault.Message.EndsWith(ending, StringComparison.Ordinal) ? fault.Message[..^ending.Length] : fault.Message);
    }

    private static QueryException Unknown(string text, string bare) => new(
        GrpcStatusCode.Unknown, text, SdkError.UnknownRequest, $"{bare}: {SdkError.UnknownRequest.Description}");
}
