using P8e.Chain.Transactions;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Benchmarks.Devchain;

/// <summary>One account that sends envelope-shaped transactions: a scope with its value owner, a session and two records, one signer.</summary>
internal sealed class Envelopes : IDisposable
{
    private const ulong GasLimit = 400_000;
    private const int RecordCount = 2;
    private static readonly Guid ScopeSpecification = new("5c0e5bec-0000-4000-8000-000000000001");
    private static readonly Guid ContractSpecification = new("5c0e5bec-0000-4000-8000-000000000002");
    private readonly ulong _account;
    private readonly PrivateKey _key;
    private readonly TransactionSigner _signer;
    private ulong _sequence;

    internal Envelopes(int account, string chainId)
    {
        _account = (ulong)account;
        _key = PrivateKey.Import([.. Enumerable.Repeat((byte)(account + 1), 32)]);
        _signer = new TransactionSigner(new LocalSigner(_key), chainId);
        ChainId = chainId;
        Address = AccountAddress.FromBytes(AccountAddress.TestNetPrefix, _key.PublicKey.ToAddressBytes()).ToString();
    }

    internal string Address { get; }

    private string ChainId { get; }

    public void Dispose() => _key.Dispose();

    /// <summary>Signs the next transactions of the account.</summary>
    internal async Task<IReadOnlyList<ReadOnlyMemory<byte>>> SignAsync(int count)
    {
        var signed = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++)
        {
            signed[i] = await SignAsync(Messages(), 35_666_666_669);
        }

        return signed;
    }

    /// <summary>The specifications that all envelopes are of.</summary>
    internal async Task<ReadOnlyMemory<byte>> SignSpecificationsAsync()
    {
        var contract = Id(MetadataAddress.ForContractSpecification(ContractSpecification));
        List<Google.Protobuf.IMessage> messages =
        [
            new MsgWriteContractSpecificationRequest
            {
                Specification = new ContractSpecification
                {
                    SpecificationId = contract, OwnerAddresses = { Address }, PartiesInvolved = { PartyType.Owner }, Hash = "contract", ClassName = "bench.Contract",
                },
                Signers = { Address },
            },
            new MsgWriteScopeSpecificationRequest
            {
                Specification = new ScopeSpecification
                {
                    SpecificationId = Id(MetadataAddress.ForScopeSpecification(ScopeSpecification)),
                    OwnerAddresses = { Address }, PartiesInvolved = { PartyType.Owner }, ContractSpecIds = { contract },
                },
                Signers = { Address },
            },
        ];
        for (var i = 0; i < RecordCount; i++)
        {
            messages.Add(new MsgWriteRecordSpecificationRequest
            {
                Specification = new RecordSpecification
                {
                    SpecificationId = Id(MetadataAddress.ForRecordSpecification(ContractSpecification, Name(i))),
                    Name = Name(i), TypeName = "bench.Record", ResultType = DefinitionType.Record, ResponsibleParties = { PartyType.Owner },
                    Inputs = { new InputSpecification { Name = "input", TypeName = "bench.Input", Hash = "specification" } },
                },
                Signers = { Address },
            });
        }

        return await SignAsync(messages, 1_000_000_000_000);
    }

    private static string Name(int record) => $"record{record}";

    private static Google.Protobuf.ByteString Id(MetadataAddress id) => Google.Protobuf.ByteString.CopyFrom(id.Bytes.Span);

    private List<Google.Protobuf.IMessage> Messages()
    {
        var scope = new Guid((uint)_account, 0, 0x4000, 0x80, 0, 0, 0, (byte)(_sequence >> 24), (byte)(_sequence >> 16), (byte)(_sequence >> 8), (byte)_sequence);
        var session = Id(MetadataAddress.ForSession(scope, scope));
        var party = new Party { Address = Address, Role = PartyType.Owner };
        return
        [
            new MsgWriteScopeRequest
            {
                Scope = new Scope
                {
                    ScopeId = Id(MetadataAddress.ForScope(scope)), SpecificationId = Id(MetadataAddress.ForScopeSpecification(ScopeSpecification)),
                    Owners = { party }, ValueOwnerAddress = Address,
                },
                Signers = { Address },
            },
            new MsgWriteSessionRequest
            {
                Session = new Session
                {
                    SessionId = session, SpecificationId = Id(MetadataAddress.ForContractSpecification(ContractSpecification)), Parties = { party }, Name = "bench.Contract",
                },
                Signers = { Address },
            },
            .. Enumerable.Range(0, RecordCount).Select(i => new MsgWriteRecordRequest { Record = Record(session, Name(i)), Signers = { Address } }),
        ];
    }

    private static Record Record(Google.Protobuf.ByteString session, string name) => new()
    {
        Name = name,
        SessionId = session,
        SpecificationId = Id(MetadataAddress.ForRecordSpecification(ContractSpecification, name)),
        Process = new Process { Hash = "process", Name = "bench.Process", Method = "run" },
        Inputs = { new RecordInput { Name = "input", TypeName = "bench.Input", Hash = "input", Status = RecordInputStatus.Proposed } },
        Outputs = { new RecordOutput { Hash = "output", Status = ResultStatus.Pass } },
    };

    private async Task<ReadOnlyMemory<byte>> SignAsync(IEnumerable<Google.Protobuf.IMessage> messages, UInt128 fee)
    {
        var content = new TransactionContent(messages.Select(ChainMessage.From));
        var signed = await _signer.SignAsync(
            content,
            new TransactionFee([new ChainCoin(ChainCoin.FeeDenomination, fee)], GasLimit),
            new SignerState(ChainId, _account, _sequence++),
            CancellationToken.None);
        return signed.Bytes;
    }
}
