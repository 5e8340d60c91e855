using Google.Protobuf;
using P8e.Protocol.Wire.Cosmos.Node;

namespace P8e.Devchain.Queries;

/// <summary>Settings and state of the node.</summary>
internal static class NodeQueries
{
    internal static QueryService Service() => new QueryService(QueryReflection.Descriptor.Services[0])
        .On<ConfigRequest, ConfigResponse>("Config", (_, _) => new ConfigResponse { PruningKeepRecent = "0", PruningInterval = "0" })
        .On<StatusRequest, StatusResponse>("Status", (_, context) =>
        {
            var history = context.Node.Chain.History;
            var block = history.Find(context.Height);
            return new StatusResponse
            {
                Height = (ulong)context.Height,
                Timestamp = (block?.Block.Time ?? context.Node.Chain.Time).ToTimestamp(),
                AppHash = block is null ? ByteString.Empty : history.Headers.HeaderOf(block).AppHash,
                ValidatorHash = ByteString.CopyFrom(history.Headers.Validator.SetHash),
            };
        });
}
