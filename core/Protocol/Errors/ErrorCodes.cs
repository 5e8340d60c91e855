namespace P8e.Protocol.Errors;

/// <summary>
/// Every stable error code, in one file (design section 11). A code is never renamed and never reused for another meaning.
/// </summary>
public static class ErrorCodes
{
    /// <summary>A bech32 text, an account address or a metadata address does not parse.</summary>
    public const string AddressInvalid = "address.invalid";

    /// <summary>A content hash has a length that no rule allows.</summary>
    public const string HashInvalid = "hash.invalid";

    /// <summary>A base64 text does not parse.</summary>
    public const string Base64Invalid = "base64.invalid";

    /// <summary>A record name is blank or too long.</summary>
    public const string RecordNameInvalid = "record.name_invalid";

    /// <summary>A descriptor set does not parse, is too large or refers to what it does not hold.</summary>
    public const string DescriptorInvalid = "descriptor.invalid";

    /// <summary>A message type is not in the descriptor set.</summary>
    public const string DescriptorUnknownType = "descriptor.unknown_type";

    /// <summary>A JSON text does not fit its message type.</summary>
    public const string JsonInvalid = "json.invalid";

    /// <summary>Bytes are not a well-formed protobuf message of the expected type.</summary>
    public const string ProtobufInvalid = "protobuf.invalid";

    /// <summary>Input is larger, deeper or longer than a documented limit.</summary>
    public const string LimitExceeded = "limit.exceeded";

    /// <summary>A setting is missing or outside its range.</summary>
    public const string ConfigurationInvalid = "configuration.invalid";
}
