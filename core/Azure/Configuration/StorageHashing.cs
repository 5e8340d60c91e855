using System.IO.Hashing;

namespace P8e.Azure.Configuration;

/// <summary>
/// Azure.Storage.Blobs checks uploads with System.IO.Hashing, which is referenced from the SDK folder because the package source lacks it.
/// A file that only a package needs is not carried on to programs that reference this room; naming one of its types here makes it ours.
/// </summary>
internal static class StorageHashing
{
    /// <summary>The type the blob client uses.</summary>
    public static readonly Type Needed = typeof(Crc64);
}
