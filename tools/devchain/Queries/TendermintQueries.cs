using Google.Protobuf;
using P8e.Devchain.History;
using P8e.Grpc;
using P8e.Protocol.Wire.Cosmos.Tendermint;
using P8e.Protocol.Wire.Tendermint.P2P;
using WireBlock = P8e.Protocol.Wire.Tendermint.Types.Block;

namespace P8e.Devchain.Queries;

/// <summary>Blocks and what the node says about itself (provenance-chain 2.10, 4.8).</summary>
internal static class TendermintQueries
{
    private const ulong P2PProtocol = 8;
    private const ulong BlockProtocol = 11;

    internal static QueryService Service() => new QueryService(QueryReflection.Descriptor.Services[0])
        .On<GetNodeInfoRequest, GetNodeInfoResponse>("GetNodeInfo", (_, context) => NodeInfo(context))
        .On<GetSyncingRequest, GetSyncingResponse>("GetSyncing", (_, _) => new GetSyncingResponse())
        .On<GetLatestBlockRequest, GetLatestBlockResponse>("GetLatestBlock", (_, context) =>
        {
            var block = Find(context.Node.Chain.Height, context);
            var wire = context.Node.Chain.History.Headers.WireOf(block);
            return new GetLatestBlockResponse { BlockId = BlockHeaders.IdOf(block), Block = wire, SdkBlock = SdkForm(wire, context) };
        })
        .On<GetBlockByHeightRequest, GetBlockByHeightResponse>("GetBlockByHeight", (request, context) =>
        {
            if (request.Height > context.Node.Chain.Height)
            {
                throw QueryException.Of(GrpcStatusCode.InvalidArgument, "requested block height is bigger then the chain length");
            }

            var block = Find(request.Height, context);
            var wire = context.Node.Chain.History.Headers.WireOf(block);
            return new GetBlockByHeightResponse { BlockId = BlockHeaders.IdOf(block), Block = wire, SdkBlock = SdkForm(wire, context) };
        })
        .On<ABCIQueryRequest, ABCIQueryResponse>("ABCIQuery", (request, _) =>
            throw QueryException.Of(GrpcStatusCode.InvalidArgument, $"unsupported ABCI query path: {request.Path}"));

    /// <summary>What the node tells its peers and clients about itself.</summary>
    internal static DefaultNodeInfo Info(ChainNode node) => new()
    {
        ProtocolVersion = new ProtocolVersion { P2P = P2PProtocol, Block = BlockProtocol },
        DefaultNodeId = node.Chain.History.Headers.Validator.NodeId,
        ListenAddr = "tcp://127.0.0.1:0",
        Network = node.Chain.Settings.ChainId,
        Version = ChainNode.CometVersion,
        Channels = ByteString.CopyFrom(0x40, 0x20, 0x21, 0x22, 0x23, 0x30, 0x38, 0x60, 0x61),
        Moniker = "devchain",
        Other = new DefaultNodeInfoOther { TxIndex = "on", RpcAddress = "tcp://127.0.0.1:0" },
    };

    private static StoredBlock Find(long height, QueryContext context) => context.Node.Chain.History.Find(height)
        ?? throw QueryException.Plain(height < 1 ? $"height must be greater than 0, but got {height}" : $"height {height} is not available, lowest height is {context.Node.Chain.History.First}");

    private static GetNodeInfoResponse NodeInfo(QueryContext context) => new()
    {
        DefaultNodeInfo = Info(context.Node),
        ApplicationVersion = new VersionInfo
        {
            Name = "Provenance",
            AppName = "provenanced",
            Version = ChainNode.ApplicationVersion,
            BuildTags = "devchain",
            CosmosSdkVersion = "v0.53.6",
        },
    };

    // The same block, but for the proposer, who is a text here.
    private static Block SdkForm(WireBlock block, QueryContext context)
    {
        var header = block.Header.Clone();
        var proposer = context.Addresses.FromBytes(header.ProposerAddress.Span).Bytes.Span;
        header.ProposerAddress = ByteString.Empty;
        var sdk = Block.Parser.ParseFrom(new WireBlock { Header = header, Data = block.Data, Evidence = block.Evidence, LastCommit = block.LastCommit }.ToByteArray());
        sdk.Header.ProposerAddress = P8e.Protocol.Identifiers.Bech32.Encode(context.Addresses.Prefix + "valcons", proposer);
        return sdk;
    }
}
