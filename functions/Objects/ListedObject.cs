using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Objects;

/// <summary>What a listing tells of an object: its row has up to a mebibyte, this has none of it.</summary>
internal sealed record ListedObject(ObjectKey Key, Guid ObjectId, long ContentLength, long StoredLength, DateTimeOffset Created, DateTimeOffset? RetainUntil, bool OnHold)
{
    internal static ListedObject Of(ObjectRow row) =>
        new(row.Key, row.ObjectId, row.ContentLength, row.Header.Length + row.PayloadLength, row.Created, row.RetainUntil, row.LegalHold);
}
