using P8e.Chain.Blocks;
using P8e.Chain.Following;
using P8e.Chain.Node;
using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Chain.Tests.Following;

public sealed class MetadataEventsTests
{
    private const string Scope = "scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel";
    private static readonly TransactionHash Hash = TransactionHash.Of("t"u8);

    [Theory]
    [InlineData("re-80-setup-30", null, "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj", 1)]
    [InlineData("az-06-fallback-vo", "tp14ekznu9rkmjjtmyqw75aqtke4muzvyz84eapxw", "tp1tpx3fpgrxqjjykvkds5fsfe4efwafk9cyq0yqa", 1)]
    [InlineData("vo-10-migrate", "tp1xtfgv7djverfm08v4qcua4ga8gl3xvpx426ngx", "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj", 4)]
    [InlineData("del-08-full", "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj", null, 1)]
    [InlineData("az-07-exec", null, "tp14ekznu9rkmjjtmyqw75aqtke4muzvyz84eapxw", 1)]
    [InlineData("mk-30-vo-marker", null, "tp13nz8h8hhl9lk5zr76v96h0n2clevj2drha3am3", 1)]
    public void Read_RecordedMoveOfScopeCoins_GivesOldAndNewOwner(string id, string? from, string? to, int count)
    {
        var moves = RecordedResults.Typed(id).OfType<ValueOwnerMoved>().ToArray();

        Assert.Equal(count, moves.Length);
        Assert.Equal(count, moves.Select(move => move.Scope).Distinct().Count());
        Assert.All(moves, move =>
        {
            Assert.Equal((from, to), (move.From?.ToString(), move.To?.ToString()));
            Assert.Equal(0, move.Origin.MessageIndex);
        });
    }

    [Fact]
    public void Read_OwnerMovedInsideAWrite_ComesBeforeTheWritesOwnEvents()
    {
        var events = RecordedResults.Typed("az-02-scope");

        Assert.IsType<ValueOwnerMoved>(events[0]);
        Assert.Equal(EntityChange.Created, Assert.IsType<EntityChanged>(events[1]).Change);
        Assert.Equal("WriteScope", Assert.IsType<MetadataCallCompleted>(events[2]).Endpoint);
    }

    [Fact]
    public void Read_BlockWithAllParts_KeepsTheOrderOfTheChain()
    {
        var results = new BlockResults(
            5,
            [Success(Updated("0")), new TransactionResult(new TransactionFailure(5, "sdk", ""), 0, 0, [Updated("0")]), Success(Updated("2"))],
            [Mode(Updated(null), "EndBlock"), Mode(Updated(null), "BeginBlock")]);

        var origins = MetadataEvents.Read([Hash, Hash, Hash], results).Select(read => (read.Origin.TransactionIndex, read.Origin.MessageIndex));

        Assert.Equal([(-1, null), (0, 0), (2, 2), (-1, (int?)null)], origins);
    }

    [Theory]
    [InlineData("provenance.metadata.v1.EventScopeTurned")]
    [InlineData("provenance.metadata.v1.Event")]
    [InlineData("provenance.metadata.v1.EventCreated")]
    [InlineData("provenance.metadata.v1.EventNewThingCreated")]
    [InlineData("cosmos.bank.v1beta1.EventScopeCreated")]
    public void Read_TypeWeDoNotKnow_IsPassedOver(string type) => Assert.Empty(Read(new ChainEvent(type, [])));

    [Theory]
    [InlineData(Scope)]
    [InlineData("\"" + Scope)]
    [InlineData("\"" + Scope + "\" 1")]
    [InlineData("[\"" + Scope + "\"]")]
    [InlineData("\"session1qxge0zaztu65tx5x5llv5xc9zts9sqlch3sxwn44j50jzgt8rshvqyfrjcr\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("")]
    public void Read_KnownTypeOfAnotherForm_Stops(string value)
    {
        var error = Assert.Throws<P8eStateException>(() => Read(Event("provenance.metadata.v1.EventScopeCreated", ("scope_addr", value))));

        Assert.Equal(ErrorCodes.ChainEventInvalid, error.Code);
    }

    /// <summary>Anybody can set such a price; it must not stop whoever follows.</summary>
    [Theory]
    [InlineData("340282366920938463463374607431768211456usd")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935usd")]
    public void Read_PriceOfMoreThan128Bits_IsTheChains(string price)
    {
        var read = Read(Event("provenance.metadata.v1.EventSetNetAssetValue", ("scope_id", $"\"{Scope}\""), ("price", $"\"{price}\""), ("source", "\"metadata\""), ("volume", "\"1\"")));

        Assert.Equal(price, Assert.IsType<NetAssetValueSet>(Assert.Single(read)).Price.ToString());
    }

    [Fact]
    public void Read_EscapedText_IsReadAsJson()
    {
        var escaped = "\"\\u0073" + Scope[1..] + "\"";

        var changed = Assert.IsType<EntityChanged>(Assert.Single(Read(Event("provenance.metadata.v1.EventScopeUpdated", ("scope_addr", escaped)))));

        Assert.Equal(MetadataAddress.Parse(Scope), changed.Address);
    }

    [Theory]
    [InlineData("1nhash")]
    [InlineData("1nft/scope1xyz")]
    [InlineData("nft/scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel")]
    public void Read_TransferOfOtherCoins_IsPassedOver(string amount) => Assert.Empty(Read(Event(
        "transfer",
        ("recipient", Samples.AliceAddress.ToString()),
        ("sender", Samples.AliceAddress.ToString()),
        ("amount", amount))));

    private static IReadOnlyList<MetadataEvent> Read(params ChainEvent[] events) => MetadataEvents.Read([Hash], new BlockResults(1, [Success(events)], []));

    private static TransactionResult Success(params ChainEvent[] events) => new(null, 0, 0, events);

    private static ChainEvent Updated(string? index) => Event(
        "provenance.metadata.v1.EventScopeUpdated", [("scope_addr", $"\"{Scope}\""), .. index is null ? Array.Empty<(string, string)>() : [("msg_index", index)]]);

    private static ChainEvent Mode(ChainEvent chainEvent, string mode) =>
        chainEvent with { Attributes = [.. chainEvent.Attributes, KeyValuePair.Create("mode", mode)] };

    private static ChainEvent Event(string type, params (string Key, string Value)[] attributes) =>
        new(type, [.. attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value))]);
}
