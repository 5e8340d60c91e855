using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Genesis;
using P8e.Protocol.Wire.Tendermint.Abci;
using P8e.Protocol.Wire.Tendermint.Types;
using P8e.Protocol.Wire.Tendermint.Version;
using WireBlock = P8e.Protocol.Wire.Tendermint.Types.Block;

namespace P8e.Devchain.History;

/// <summary>
/// Makes headers, commits and hashes of blocks (provenance-chain 2.10). The hashes fit together as on a node, so that a client may check the
/// chain of blocks; but the application's hash stands for no proof, and parts and signatures are hashes without anything behind them.
/// </summary>
internal sealed class BlockHeaders
{
    /// <summary>Largest block, in bytes (provenance-chain 5.7).</summary>
    internal const long MaximumBlockBytes = 22_020_096;

    private const ulong BlockProtocol = 11;
    private static readonly byte[] Nothing = SHA256.HashData([]);
    private readonly string _chainId;
    private readonly byte[] _consensusHash;
    private readonly Func<long, StoredBlock?> _find;

    internal BlockHeaders(string chainId, ChainLimits limits, Func<long, StoredBlock?> find)
    {
        _chainId = chainId;
        _find = find;
        Validator = new DevValidator(chainId);
        _consensusHash = SHA256.HashData(Varints(MaximumBlockBytes, limits.BlockMaxGas));
    }

    internal DevValidator Validator { get; }

    /// <summary>Hash of what became of a block's transactions: the parts of the results that every node agrees on.</summary>
    internal static byte[] ResultsHash(Blocks.Block block) => MerkleTree.Root(
        [.. block.Outcomes.Select(outcome => new ExecTxResult
        {
            Code = outcome.Code,
            Data = outcome.DataBytes,
            GasWanted = outcome.GasWanted,
            GasUsed = outcome.GasUsed,
        }.ToByteArray())]);

    internal Header HeaderOf(StoredBlock block) => Build(block.Block, _find(block.Block.Height - 1));

    internal static BlockID IdOf(StoredBlock? block) => block is null
        ? new BlockID { PartSetHeader = new PartSetHeader() }
        : new BlockID
        {
            Hash = ByteString.CopyFrom(block.Hash),
            PartSetHeader = new PartSetHeader { Total = 1, Hash = ByteString.CopyFrom(SHA256.HashData([1, .. block.Hash])) },
        };

    /// <summary>What the validator said about a block; that before the first is an empty one.</summary>
    internal Commit CommitOf(StoredBlock? block)
    {
        var commit = new Commit { Height = block?.Block.Height ?? 0, BlockId = IdOf(block) };
        if (block is not null)
        {
            commit.Signatures.Add(new CommitSig
            {
                BlockIdFlag = BlockIDFlag.Commit,
                ValidatorAddress = ByteString.CopyFrom(Validator.Address),
                Timestamp = block.Block.Time.ToTimestamp(),
                Signature = ByteString.CopyFrom(Validator.Sign(block.Hash)),
            });
        }

        return commit;
    }

    /// <summary>The whole block in its wire form.</summary>
    internal WireBlock WireOf(StoredBlock block) => new()
    {
        Header = HeaderOf(block),
        Data = new Data { Txs = { block.Block.Transactions.Select(tx => UnsafeByteOperations.UnsafeWrap(tx)) } },
        Evidence = new EvidenceList(),
        LastCommit = CommitOf(_find(block.Block.Height - 1)),
    };

    internal Header Build(Blocks.Block block, StoredBlock? previous) => new()
    {
        Version = new Consensus { Block = BlockProtocol },
        ChainId = _chainId,
        Height = block.Height,
        Time = block.Time.ToTimestamp(),
        LastBlockId = IdOf(previous),
        LastCommitHash = ByteString.CopyFrom(MerkleTree.Root([.. CommitOf(previous).Signatures.Select(signature => signature.ToByteArray())])),
        DataHash = ByteString.CopyFrom(MerkleTree.Root([.. block.Transactions.Select(tx => SHA256.HashData(tx.Span))])),
        ValidatorsHash = ByteString.CopyFrom(Validator.SetHash),
        NextValidatorsHash = ByteString.CopyFrom(Validator.SetHash),
        ConsensusHash = ByteString.CopyFrom(_consensusHash),
        AppHash = ByteString.CopyFrom(previous?.AppHash ?? Nothing),
        LastResultsHash = ByteString.CopyFrom(previous?.ResultsHash ?? Nothing),
        EvidenceHash = ByteString.CopyFrom(Nothing),
        ProposerAddress = ByteString.CopyFrom(Validator.Address),
    };

    /// <summary>The fields whose tree is the header's hash, each in the form CometBFT hashes it in.</summary>
    internal static byte[][] Fields(Header header) =>
    [
        header.Version.ToByteArray(),
        new StringValue { Value = header.ChainId }.ToByteArray(),
        new Int64Value { Value = header.Height }.ToByteArray(),
        header.Time.ToByteArray(),
        header.LastBlockId.ToByteArray(),
        .. new[]
        {
            header.LastCommitHash, header.DataHash, header.ValidatorsHash, header.NextValidatorsHash, header.ConsensusHash, header.AppHash,
            header.LastResultsHash, header.EvidenceHash, header.ProposerAddress,
        }.Select(hash => new BytesValue { Value = hash }.ToByteArray()),
    ];

    private static byte[] Varints(long first, long second)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt64(first);
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt64(second);
        }

        return stream.ToArray();
    }
}
