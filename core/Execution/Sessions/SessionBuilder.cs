using System.Security.Cryptography;
using Google.Protobuf;
using P8e.Cryptography.Keys;
using P8e.Execution.Envelopes;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Sessions;

/// <summary>Collects what a session on a new scope consists of and packages it as an envelope (p8e-sdk 4). Not safe for use by two threads.</summary>
public sealed class SessionBuilder
{
    private readonly ContractSpecification _contract;
    private readonly SessionIds _ids;
    private readonly Participant _invoker;
    private readonly bool _mainNet;
    private readonly Dictionary<PartyRole, Participant> _parties = [];
    private readonly SortedDictionary<string, ProposedValue> _proposed = new(StringComparer.Ordinal);
    private readonly List<PublicKey> _dataAccess = [];
    private long _proposedBytes;

    /// <summary>Begins a session; the invoker is its first party.</summary>
    /// <param name="contract">The contract's specification.</param>
    /// <param name="ids">Names of scope, session and execution.</param>
    /// <param name="invoker">The affiliate that begins the session.</param>
    /// <param name="mainNet">Whether addresses are those of the main network.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.SessionParticipantInvalid"/>.</exception>
    public SessionBuilder(ContractSpecification contract, SessionIds ids, Participant invoker, bool mainNet)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(ids);
        _contract = contract;
        _ids = ids;
        _mainNet = mainNet;
        _invoker = invoker;
        AddParticipant(invoker);
    }

    /// <summary>Adds a party.</summary>
    /// <param name="party">A party whose role the contract has and nobody plays yet.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.SessionParticipantInvalid"/>.</exception>
    public void AddParticipant(Participant party)
    {
        ArgumentNullException.ThrowIfNull(party);
        if (!_contract.Roles.Contains(party.Role))
        {
            throw NoSuchParticipant($"Can't find participant for party type {party.Role.WireName()}", "Use a role of the contract");
        }

        if (!_parties.TryAdd(party.Role, party))
        {
            throw NoSuchParticipant($"Participant for party type {party.Role.WireName()} already exists in the participant list.", "Name one party for each role");
        }
    }

    /// <summary>Proposes a record; a later one of the same name replaces it (p8e-sdk 4.3).</summary>
    /// <param name="name">Name of an input of the contract.</param>
    /// <param name="className">JVM binary name of the message's class.</param>
    /// <param name="message">The serialised message, at most <see cref="ExecutionLimits.RecordBytesMax"/>; not copied, must not change.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.SessionRecordUnknown"/>, <see cref="ErrorCodes.SessionRecordClassWrong"/> or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public void AddProposedRecord(string name, string className, ReadOnlyMemory<byte> message)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(className);
        CheckClass(name, className);
        _proposedBytes += message.Length - (_proposed.TryGetValue(name, out var replaced) ? replaced.Bytes.Length : 0);
        if (message.Length > ExecutionLimits.RecordBytesMax || _proposedBytes > ExecutionLimits.RunBytesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Proposing record {name}: {message.Length} bytes, {_proposedBytes} with the others. "
                + $"At most {ExecutionLimits.RecordBytesMax} for each and {ExecutionLimits.RunBytesMax} for all are taken.");
        }

        _proposed[name] = new ProposedValue(ObjectHash.FromBytes(SHA256.HashData(message.Span)), message);
    }

    /// <summary>Lets somebody who is no party read; given twice, it counts once.</summary>
    /// <param name="encryptionKey">The reader's encryption key.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: there are <see cref="ExecutionLimits.PartiesMax"/> already.</exception>
    public void AddDataAccess(PublicKey encryptionKey)
    {
        ArgumentNullException.ThrowIfNull(encryptionKey);
        if (_dataAccess.Contains(encryptionKey))
        {
            return;
        }

        if (_dataAccess.Count == ExecutionLimits.PartiesMax)
        {
            throw new P8eInputException(ErrorCodes.LimitExceeded, $"Adding a reader to a session: it has {ExecutionLimits.PartiesMax} already, which is all there may be.");
        }

        _dataAccess.Add(encryptionKey);
    }

    /// <summary>Packages the session: the same bytes each time (p8e-sdk 4.4).</summary>
    public PackagedSession Build()
    {
        // The JVM's order is that of a hash map over roles, so any is valid; ours is the contract's own.
        Participant[] parties = [.. _contract.Roles.Distinct().Where(_parties.ContainsKey).Select(role => _parties[role])];
        var contract = UnexecutedContract.Build(_contract, _invoker, parties, _proposed);
        var envelope = new Envelope
        {
            Ref = new ProvenanceReference
            {
                ScopeUuid = _ids.Scope.ToWire(),
                SessionUuid = _ids.Session.ToWire(),
                Hash = Convert.ToBase64String(SHA256.HashData(contract.ToByteArray())),
            },
            Contract = contract,
            ExecutionUuid = _ids.Execution.ToWire(),
            ScopeSpecUuid = _ids.ScopeSpecification.ToWire(),
            NewScope = true,
            NewSession = true,
            MainNet = _mainNet,
            DataAccess = { _dataAccess.Select(key => key.ToWire()) },
        };
        return new PackagedSession(
            new ContractEnvelope(envelope), [.. parties.Select(party => party.EncryptionKey).Concat(_dataAccess).Distinct()], [.. _proposed.Values]);
    }

    private void CheckClass(string name, string className)
    {
        if (!_contract.Inputs.TryGetValue(name, out var expected))
        {
            throw new P8eInputException(
                ErrorCodes.SessionRecordUnknown, $"Proposing a record: Can't find the proposed fact for {Shown(name)}. Use the name of an input of {_contract.ClassName}.");
        }

        if (expected != className)
        {
            throw new P8eInputException(
                ErrorCodes.SessionRecordClassWrong, $"Proposing a record: Invalid proto message supplied for {name}. Expected: {expected} Received: {Shown(className)}");
        }
    }

    private P8eInputException NoSuchParticipant(string fault, string remedy) => new(
        ErrorCodes.SessionParticipantInvalid,
        $"Adding a party to a session: {fault} {remedy}: {string.Join(", ", _contract.Roles.Select(role => role.WireName()))}.");

    private static string Shown(string text) => text.Length <= ExecutionLimits.NameCharactersMax ? text : string.Concat(text.AsSpan(0, ExecutionLimits.NameCharactersMax), "…");
}
