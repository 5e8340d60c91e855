using Google.Protobuf;
using P8e.Execution.Envelopes;
using P8e.Protocol;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;
using P8e.Protocol.Wire.ScopeContracts;
using PartyType = P8e.Protocol.Wire.Metadata.PartyType;
using WireRecord = P8e.Protocol.Wire.Metadata.Record;

namespace P8e.Execution.Messages;

/// <summary>The messages that write an executed envelope to the chain: scope or data access, session, records (p8e-sdk 7).</summary>
public sealed class EnvelopeMessages
{
    private readonly Envelope _envelope;
    private readonly string _signer;
    private readonly Party[] _parties;
    private readonly ByteString _session;

    private EnvelopeMessages(ContractEnvelope envelope)
    {
        _envelope = envelope.Wire;
        _signer = Invoker(_envelope).ToKey().ToAddress(_envelope.MainNet).ToString();
        _parties = [.. _envelope.Contract.Recitals.Select(recital => new Party { Address = AddressOf(recital), Role = (PartyType)recital.SignerRole })];
        _session = Bytes(MetadataAddress.ForSession(envelope.ScopeUuid, envelope.SessionUuid));
    }

    /// <summary>Makes the messages of an envelope, in the order in which they must stand in one transaction.</summary>
    /// <param name="envelope">Executed; the same envelope always gives the same bytes. A function that was skipped gives no message.</param>
    /// <exception cref="P8eInputException">
    /// <see cref="ErrorCodes.EnvelopeInvalid"/>, <see cref="ErrorCodes.EnvelopeValueOwnerMissing"/>; <see cref="ErrorCodes.ContractFunctionFailed"/>: a failed
    /// run is never written (B-5).
    /// </exception>
    public static IReadOnlyList<ChainMessage> Of(ContractEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.Failure is { } failure)
        {
            throw new P8eInputException(
                ErrorCodes.ContractFunctionFailed,
                $"Making the chain's messages of an envelope: function {failure.Function} failed, so there is nothing to write. Its text is in the envelope.");
        }

        var messages = new EnvelopeMessages(envelope);
        return [.. messages.All(envelope.ScopeUuid).Select(ChainMessage.From)];
    }

    private IEnumerable<IMessage> All(Guid scope)
    {
        // Reads the specification's hash even where no message needs it, as the SDK does.
        var specification = SpecificationAddress();
        if (_envelope.NewScope)
        {
            yield return WriteScope(scope);
        }
        else if (AddDataAccess(scope) is { } addDataAccess)
        {
            yield return addDataAccess;
        }

        if (_envelope.NewSession)
        {
            yield return WriteSession(specification);
        }

        foreach (var consideration in _envelope.Contract.Considerations.Where(done => done.Result?.Result == ExecutionResult.Types.Result.Pass))
        {
            yield return WriteRecord(consideration);
        }
    }

    private MsgWriteScopeRequest WriteScope(Guid scope) => new()
    {
        Scope = new Scope
        {
            ScopeId = Bytes(MetadataAddress.ForScope(scope)),
            SpecificationId = Bytes(MetadataAddress.ForScopeSpecification(ContractEnvelope.ReadUuid(_envelope.ScopeSpecUuid, "scope specification UUID"))),
            Owners = { _parties },
            DataAccess = { DataAccess() },
            ValueOwnerAddress = ValueOwner.Of(_envelope, AddressOf),
        },
        Signers = { _signer },
    };

    /// <summary>Only who is not there yet. Compared by address, as the SDK does: the chain takes an address that an affiliate has twice.</summary>
    private MsgAddScopeDataAccessRequest? AddDataAccess(Guid scope)
    {
        var attached = AttachedScope.Read(_envelope) ?? throw ContractEnvelope.Invalid("it is for an existing scope but carries none");
        string[] added = [.. DataAccess().Where(address => !attached.DataAccess.Contains(address) && attached.ValueOwner != address)];
        return added.Length == 0
            ? null
            : new MsgAddScopeDataAccessRequest { ScopeId = Bytes(MetadataAddress.ForScope(scope)), DataAccess = { added }, Signers = { _signer } };
    }

    private MsgWriteSessionRequest WriteSession(MetadataAddress specification) => new()
    {
        Session = new Session
        {
            SessionId = _session,
            SpecificationId = Bytes(specification),
            Parties = { _parties },
            Name = _envelope.Contract.Definition?.ResourceLocation?.Classname ?? string.Empty,
        },
        Signers = { _signer },
    };

    private MsgWriteRecordRequest WriteRecord(ConsiderationProto consideration)
    {
        var output = consideration.Result.Output ?? throw ContractEnvelope.Invalid($"function {consideration.ConsiderationName} passed without an output");
        return new MsgWriteRecordRequest
        {
            Record = new WireRecord
            {
                Name = output.Name,
                SessionId = _session,
                Process = new Process
                {
                    Hash = _envelope.Contract.Definition?.ResourceLocation?.Ref?.Hash ?? string.Empty,
                    Name = output.Classname,
                    Method = consideration.ConsiderationName,
                },
                Inputs = { consideration.Inputs.Select(ToInput) },
                Outputs = { new RecordOutput { Hash = output.Hash, Status = ResultStatus.Pass } },
            },
            Signers = { _signer },
            Parties = { _parties },
        };
    }

    private static RecordInput ToInput(ProposedRecord input) =>
        new() { Name = input.Name, Hash = input.Hash, TypeName = input.Classname, Status = RecordInputStatus.Proposed };

    private IEnumerable<string> DataAccess() => _envelope.DataAccess.Select(key => key.ToKey().ToAddress(_envelope.MainNet).ToString());

    private MetadataAddress SpecificationAddress()
    {
        var text = _envelope.Contract.Spec?.DataLocation?.Ref?.Hash ?? string.Empty;
        return JavaBase64.TryDecode(text, ObjectHash.LongLength, out var hash) && hash.Length == Uuid.Length
            ? MetadataAddress.ForContractSpecification(Uuid.FromBytes(hash))
            : throw ContractEnvelope.Invalid("its specification's hash has another length: ByteArray must be size 16");
    }

    private string AddressOf(Recital recital) => (recital.Signer?.SigningPublicKey ?? throw ContractEnvelope.Invalid("a party has no signing key"))
        .ToKey().ToAddress(_envelope.MainNet).ToString();

    private static Protocol.Wire.Scope.PublicKey Invoker(Envelope envelope) =>
        envelope.Contract.Invoker?.SigningPublicKey ?? throw ContractEnvelope.Invalid("it has no invoker");

    private static ByteString Bytes(MetadataAddress address) => ByteString.CopyFrom(address.Bytes.Span);
}
