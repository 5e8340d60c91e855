namespace P8e.Azure.Tables;

/// <summary>
/// A code the table service answers with, or that this client gives to a request the service would refuse for the same reason.
/// Compares with <see cref="global::Azure.RequestFailedException.ErrorCode"/>; codes not listed here arrive as they are.
/// </summary>
public readonly record struct TableErrorCode(string Code)
{
    /// <summary>404: no such row.</summary>
    public static readonly TableErrorCode ResourceNotFound = new("ResourceNotFound");

    /// <summary>404: no such table.</summary>
    public static readonly TableErrorCode TableNotFound = new("TableNotFound");

    /// <summary>409: the row is already there.</summary>
    public static readonly TableErrorCode EntityAlreadyExists = new("EntityAlreadyExists");

    /// <summary>409: the table is already there.</summary>
    public static readonly TableErrorCode TableAlreadyExists = new("TableAlreadyExists");

    /// <summary>409: the table was deleted moments ago and its name is not free yet.</summary>
    public static readonly TableErrorCode TableBeingDeleted = new("TableBeingDeleted");

    /// <summary>412: the row changed since its ETag was read.</summary>
    public static readonly TableErrorCode UpdateConditionNotSatisfied = new("UpdateConditionNotSatisfied");

    /// <summary>403: the key is wrong or the clock is off.</summary>
    public static readonly TableErrorCode AuthenticationFailed = new("AuthenticationFailed");

    /// <summary>503: throttled; the same call may be repeated.</summary>
    public static readonly TableErrorCode ServerBusy = new("ServerBusy");

    /// <summary>500: the service gave up; the call may have had its effect.</summary>
    public static readonly TableErrorCode OperationTimedOut = new("OperationTimedOut");

    /// <summary>400: the request breaks a rule that has no code of its own.</summary>
    public static readonly TableErrorCode InvalidInput = new("InvalidInput");

    /// <summary>400: a key holds a forbidden character, or a date is out of range.</summary>
    public static readonly TableErrorCode OutOfRangeInput = new("OutOfRangeInput");

    /// <summary>400: PartitionKey or RowKey is missing.</summary>
    public static readonly TableErrorCode PropertiesNeedValue = new("PropertiesNeedValue");

    /// <summary>400: a key is over 1 KiB.</summary>
    public static readonly TableErrorCode KeyValueTooLarge = new("KeyValueTooLarge");

    /// <summary>400: a property name is not an identifier.</summary>
    public static readonly TableErrorCode PropertyNameInvalid = new("PropertyNameInvalid");

    /// <summary>400: a property name is over 255 characters.</summary>
    public static readonly TableErrorCode PropertyNameTooLong = new("PropertyNameTooLong");

    /// <summary>400: a property value is over 64 KiB.</summary>
    public static readonly TableErrorCode PropertyValueTooLarge = new("PropertyValueTooLarge");

    /// <summary>400: an entity has over 255 properties.</summary>
    public static readonly TableErrorCode TooManyProperties = new("TooManyProperties");

    /// <summary>400: an entity is over 1 MiB.</summary>
    public static readonly TableErrorCode EntityTooLarge = new("EntityTooLarge");

    /// <summary>400: a transaction names one row twice.</summary>
    public static readonly TableErrorCode InvalidDuplicateRow = new("InvalidDuplicateRow");

    /// <summary>400: a transaction touches two partitions.</summary>
    public static readonly TableErrorCode CommandsInBatchActOnDifferentPartitions = new("CommandsInBatchActOnDifferentPartitions");

    /// <summary>413: a transaction is over 4 MiB.</summary>
    public static readonly TableErrorCode RequestBodyTooLarge = new("RequestBodyTooLarge");

    /// <summary>Lets a code be compared with the text an error carries.</summary>
    /// <param name="code">The text; null becomes the empty code, which no error has.</param>
    public static implicit operator TableErrorCode(string? code) => new(code ?? string.Empty);

    /// <summary>The text of the code.</summary>
    public override string ToString() => Code;
}
