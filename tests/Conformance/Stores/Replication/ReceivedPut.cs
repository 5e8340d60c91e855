using P8e.Cryptography.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Replication;

/// <summary>One upload that a peer saw.</summary>
/// <param name="Headers">Its request headers, pseudo headers among them.</param>
/// <param name="Messages">Its messages.</param>
internal sealed record ReceivedPut(IReadOnlyList<KeyValuePair<string, string>> Headers, IReadOnlyList<ChunkBidi> Messages)
{
    /// <summary>The container that was sent.</summary>
    internal byte[] Container => [.. Messages.SelectMany(message => message.Chunk?.Data.ToByteArray() ?? [])];

    /// <summary>What the UUID of the container ends with, as recordings name containers.</summary>
    internal string Number => NumberOf(DimeHeader.Parse(Container).ContainerId);

    internal static string NumberOf(Guid container) => container.ToString("D")[24..].TrimStart('0');
}
