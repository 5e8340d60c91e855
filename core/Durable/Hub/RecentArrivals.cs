using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using P8e.Durable.Hub.Stored;

namespace P8e.Durable.Hub;

/// <summary>
/// The last messages and starts that an instance has dealt with, kept over its generations. Whoever brought one and died before noting so brings it again, at once or after the next
/// lease: it would have to be overtaken by more arrivals than are kept to be taken for new.
/// </summary>
internal static class RecentArrivals
{
    private const int Kept = 256;

    internal static bool HasMessage(StoredInstance state, string messageId) => state.Recent.Contains(Hash(messageId));

    internal static void AddMessage(StoredInstance state, string messageId) => Add(state, Hash(messageId));

    /// <summary>Whether an execution has begun on this instance, be it over or not.</summary>
    internal static bool HasStart(StoredInstance state, string executionId) => state.ExecutionId == executionId || state.Recent.Contains(Hash("start:" + executionId));

    internal static void AddStart(StoredInstance state, string executionId) => Add(state, Hash("start:" + executionId));

    private static void Add(StoredInstance state, ulong hash)
    {
        state.Recent.Add(hash);
        while (state.Recent.Count > Kept)
        {
            state.Recent.RemoveAt(0);
        }
    }

    private static ulong Hash(string id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }
}
