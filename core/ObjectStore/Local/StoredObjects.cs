using P8e.Cryptography.Dime;
using P8e.ObjectStore.Ports;

namespace P8e.ObjectStore.Local;

/// <summary>From a row to what callers are told.</summary>
internal static class StoredObjects
{
    internal static StoredObject Describe(ObjectRow row, DimeHeader header) => new(
        row.Key, row.ObjectId, header.ContainerId, row.ContentLength, row.Header.Length + row.PayloadLength, row.BlobName is null, row.Created);
}
