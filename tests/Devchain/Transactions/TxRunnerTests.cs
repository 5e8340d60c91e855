using Google.Protobuf;
using P8e.Devchain.Blocks;
using P8e.Devchain.Genesis;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Bank;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.Marker;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Tests.Transactions;

/// <summary>Rules that the recorded transactions do not show, seen through simulations.</summary>
public sealed class TxRunnerTests
{
    private const string Sender = "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj";
    private const string NeverSigned = "tp16n9xlkmgt2zzjlhr7r5rf4zma4nw5v2p8uglhw";
    private static readonly Guid Id = new("a0000000-0000-4000-8000-000000000001");

    [Fact]
    public void Simulate_MessageThatBreaksItsHandler_EndsAsAPanic()
    {
        var outcome = RecordedChain.Start().Simulate(UnsignedTx.Of(new MsgAddMarkerRequest { FromAddress = Sender }));

        Assert.Equal((111222u, "undefined"), (outcome.Code, outcome.Codespace));
        Assert.StartsWith("recovered: ", outcome.Log);
    }

    [Theory]
    [InlineData(true, "is a smart contract but does not have the PROVENANCE role: invalid request")]
    [InlineData(false, "")]
    public void Simulate_OwnerThatNeverSigned_DependsOnTheSwitch(bool faithful, string end)
    {
        var chain = new DevChain(GenesisDocument.Read(RecordedChain.GenesisBytes), faithful);

        var outcome = chain.Simulate(UnsignedTx.Of(Specification(), Scope(owner: NeverSigned, valueOwner: string.Empty)));

        Assert.EndsWith(end, outcome.Log);
        Assert.Equal(!faithful, outcome.Succeeded);
    }

    [Fact]
    public void Simulate_SendOfAScopeCoin_MovesTheValueOwnerWithoutAMetadataEvent()
    {
        var coin = MetadataAddress.ForScope(Id).ToValueOwnerDenomination();
        var send = new MsgSend { FromAddress = Sender, ToAddress = NeverSigned, Amount = { new Coin { Denom = coin, Amount = "1" } } };

        var outcome = RecordedChain.Start().Simulate(UnsignedTx.Of(Specification(), Scope(Sender, Sender), send));

        Assert.Equal(string.Empty, outcome.Log);
        Assert.DoesNotContain(
            outcome.Events,
            chainEvent => chainEvent.Type.StartsWith("provenance", StringComparison.Ordinal) && chainEvent.Attributes[^1].Value == "2");
        Assert.Contains(outcome.Events, chainEvent => chainEvent.Type == "transfer" && chainEvent.Attributes[0].Value == NeverSigned);
    }

    private static MsgWriteScopeSpecificationRequest Specification() => new()
    {
        Specification = new ScopeSpecification
        {
            SpecificationId = ByteString.CopyFrom(MetadataAddress.ForScopeSpecification(Id).Bytes.Span),
            OwnerAddresses = { Sender },
            PartiesInvolved = { PartyType.Owner },
        },
        Signers = { Sender },
    };

    private static MsgWriteScopeRequest Scope(string owner, string valueOwner) => new()
    {
        Scope = new Scope { Owners = { new Party { Address = owner, Role = PartyType.Owner } }, ValueOwnerAddress = valueOwner },
        ScopeUuid = Id.ToString(),
        SpecUuid = Id.ToString(),
        Signers = { Sender },
    };
}
