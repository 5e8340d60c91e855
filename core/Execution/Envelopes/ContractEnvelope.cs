using Google.Protobuf;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Scope;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Envelopes;

/// <summary>
/// A contract with its values by hash, its parties and, once executed, its results and signatures: what travels between parties and what the
/// chain's messages are made of (p8e-sdk 1.6). Immutable.
/// </summary>
public sealed class ContractEnvelope
{
    internal ContractEnvelope(Envelope wire)
    {
        Wire = wire;
        ScopeUuid = ReadUuid(wire.Ref?.ScopeUuid, "scope UUID");
        SessionUuid = ReadUuid(wire.Ref?.SessionUuid, "session UUID");
        ExecutionUuid = ReadUuid(wire.ExecutionUuid, "execution UUID");
        var contract = wire.Contract ?? throw Invalid("it holds no contract");
        if (contract.Considerations.Count > ExecutionLimits.FunctionsMax || contract.Recitals.Count > ExecutionLimits.PartiesMax)
        {
            throw Invalid($"it has more than {ExecutionLimits.FunctionsMax} functions or {ExecutionLimits.PartiesMax} parties");
        }

        Results = [.. contract.Considerations.Select(FunctionResult.Of)];
    }

    /// <summary>UUID of the scope.</summary>
    public Guid ScopeUuid { get; }

    /// <summary>UUID of the session.</summary>
    public Guid SessionUuid { get; }

    /// <summary>UUID of the execution.</summary>
    public Guid ExecutionUuid { get; }

    /// <summary>What became of each function, in the contract's order.</summary>
    public IReadOnlyList<FunctionResult> Results { get; }

    /// <summary>The first function that failed, or null. Such an envelope goes to the other parties, never to the chain.</summary>
    public FunctionResult? Failure => Results.FirstOrDefault(result => result.Outcome == FunctionOutcome.Fail);

    /// <summary>Encryption keys of everybody who may read what the session stores: parties, then further readers (p8e-sdk 4.4 step 3).</summary>
    public IReadOnlyList<Cryptography.Keys.PublicKey> Readers => [.. Wire.Contract.Recitals
        .Select(recital => recital.Signer?.EncryptionPublicKey)
        .OfType<Protocol.Wire.Scope.PublicKey>()
        .Concat(Wire.DataAccess)
        .Select(WireKeys.ToKey)
        .Distinct()];

    internal Envelope Wire { get; }

    /// <summary>Reads an envelope. Nothing says yet that it may be executed, or that its signatures verify.</summary>
    /// <param name="bytes">At most <see cref="ExecutionLimits.EnvelopeBytesMax"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.EnvelopeInvalid"/>.</exception>
    public static ContractEnvelope Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ExecutionLimits.EnvelopeBytesMax)
        {
            throw Invalid($"it has {bytes.Length} bytes, more than {ExecutionLimits.EnvelopeBytesMax}");
        }

        try
        {
            return new ContractEnvelope(Envelope.Parser.ParseFrom(bytes));
        }
        catch (InvalidProtocolBufferException error)
        {
            throw Invalid("the bytes are no such message", error);
        }
    }

    /// <summary>The serialised envelope: the same bytes as every party's.</summary>
    public byte[] ToBytes() => Wire.ToByteArray();

    internal static P8eInputException Invalid(string fault, Exception? cause = null) =>
        new(ErrorCodes.EnvelopeInvalid, $"Reading an envelope: {fault}. Ask the party that made it to package it again.", cause);

    internal static Guid ReadUuid(UUID? uuid, string what) =>
        Uuid.TryParse(uuid?.Value, out var read) ? read : throw Invalid($"it has no {what}");
}
