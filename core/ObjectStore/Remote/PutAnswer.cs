using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Remote;

/// <summary>What a store answers to a put (object-store 3.4).</summary>
internal static class PutAnswer
{
    private const string NotInStorage = "NOT_STORAGE_BACKED";

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="key">What was sent; null when the store answered before that.</param>
    /// <param name="connection">Name of the connection.</param>
    public static StoredObject Read(ObjectResponse answer, ObjectKey? key, string connection) =>
        key is not null && key.Bytes.Span.SequenceEqual(answer.Hash.Span)
        && Uuid.TryParse(answer.Uuid?.Value, out var objectId)
        && Uuid.TryParse(answer.DimeUuid?.Value, out var containerId)
        && answer.Metadata is { Length: >= 0 } lengths
        && TryRead(answer.Created, out var created)
            ? new StoredObject(key, objectId, containerId, lengths.ContentLength, lengths.Length, answer.Name == NotInStorage, created)
            : throw new P8eInputException(
                ErrorCodes.GrpcMalformed,
                $"Putting an object at {connection}: the answer is not about this object, or lacks what every answer has. Tell whoever runs that store; get the object to see whether it is there.");

    private static bool TryRead(Google.Protobuf.WellKnownTypes.Timestamp? stamp, out DateTimeOffset time)
    {
        // The range of a timestamp that .NET can say.
        var isOne = stamp is { Seconds: >= -62_135_596_800 and <= 253_402_300_799, Nanos: >= 0 and <= 999_999_999 };
        time = isOne ? stamp!.ToDateTimeOffset() : default;
        return isOne;
    }
}
