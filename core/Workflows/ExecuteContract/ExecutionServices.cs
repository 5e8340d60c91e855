using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Ports;
using P8e.Index.Ports;
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Workflows.ExecuteContract;

/// <summary>What the activities of <c>ExecuteContract</c> need: one affiliate with its keys and stores.</summary>
/// <param name="Affiliate">The affiliate.</param>
/// <param name="Objects">Its sealed objects.</param>
/// <param name="Runner">Runs its contracts.</param>
/// <param name="Signer">Signs envelopes.</param>
/// <param name="EncryptionKey">Under which it reads.</param>
/// <param name="IsMainNet">Whether addresses are those of the main network.</param>
/// <param name="Executions">The list of its executions.</param>
/// <param name="Index">Its index of the chain.</param>
public sealed record ExecutionServices(
    AffiliateName Affiliate,
    IExecutionObjects Objects,
    IContractRunner Runner,
    ISigner Signer,
    PublicKey EncryptionKey,
    bool IsMainNet,
    IExecutionStore Executions,
    IIndexStore Index);
