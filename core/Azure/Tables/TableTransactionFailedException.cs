using Azure;

namespace P8e.Azure.Tables;

/// <summary>A transaction was refused as a whole: nothing of it is stored.</summary>
public sealed class TableTransactionFailedException : RequestFailedException
{
    internal TableTransactionFailedException(RequestFailedException cause, int? failedActionIndex)
        : base(cause.Status, cause.Message, cause.ErrorCode, cause) => FailedTransactionActionIndex = failedActionIndex;

    /// <summary>Position of the action that failed, from 0; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
