using Google.Protobuf;
using P8e.EndToEnd.Tests.Support;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;
using Party = P8e.Ports.Party;

namespace P8e.EndToEnd.Tests;

/// <summary>CosmJS, which shares nothing with ours, against the development chain as a process.</summary>
public sealed class CosmJsTests
{
    private static readonly Party Alice = Party.Named("alice");
    private static readonly Party Bob = Party.Named("bob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CosmJs_OnTheDevelopmentChain_SignsBroadcastsAndReads()
    {
        await using var chain = await RunningChain.StartAsync(Token, Alice, Bob);
        var (alice, bob) = (RunningChain.AddressOf(Alice).ToString(), RunningChain.AddressOf(Bob).ToString());
        var message = new MsgWriteScopeSpecificationRequest
        {
            Specification = new ScopeSpecification
            {
                SpecificationId = ByteString.CopyFrom(MetadataAddress.ForScopeSpecification(new Guid("c0000000-0000-4000-8000-000000000001")).Bytes.Span),
                OwnerAddresses = { alice },
                PartiesInvolved = { PartyType.Owner },
            },
            Signers = { alice },
        };

        var seen = await CosmJs.RunAsync(
            [chain.Rpc.ToString().TrimEnd('/'), Convert.ToHexString(Alice.Secret.Span), bob, $"/{MsgWriteScopeSpecificationRequest.Descriptor.FullName}", message.ToByteString().ToBase64()], Token);

        Assert.Equal(RunningChain.ChainId, seen.GetProperty("chainId").GetString());
        Assert.Equal(alice, seen.GetProperty("address").GetString());
        Assert.Equal(alice, seen.GetProperty("account").GetProperty("address").GetString());
        Assert.Equal("tendermint/PubKeySecp256k1", seen.GetProperty("account").GetProperty("pubkey").GetProperty("type").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, seen.GetProperty("unknown").ValueKind);
        Assert.Equal(2, seen.GetProperty("sequence").GetInt32());
        Assert.Equal("12345", seen.GetProperty("received").GetString());
        Assert.Equal(0, seen.GetProperty("sent").GetProperty("code").GetInt32());
        Assert.Contains("transfer", seen.GetProperty("sent").GetProperty("events").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(0, seen.GetProperty("written").GetProperty("code").GetInt32());
        Assert.Contains("provenance.metadata.v1.EventScopeSpecificationCreated", seen.GetProperty("written").GetProperty("events").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(13, seen.GetProperty("poor").GetProperty("code").GetInt32());
        Assert.Equal("sdk", seen.GetProperty("poor").GetProperty("codespace").GetString());
        Assert.True(seen.GetProperty("found").GetProperty("hash").GetBoolean());
        Assert.Equal([true], seen.GetProperty("searched").EnumerateArray().Select(same => same.GetBoolean()));
        Assert.Equal(seen.GetProperty("sent").GetProperty("height").GetInt64(), seen.GetProperty("block").GetProperty("height").GetInt64());
        Assert.Equal(1, seen.GetProperty("block").GetProperty("transactions").GetInt32());
        Assert.True(seen.GetProperty("height").GetBoolean());
    }

    [Fact]
    public async Task Devchain_WhoseParentDies_Ends()
    {
        await using var chain = await RunningChain.StartAsync(Token, Alice);

        await chain.AbandonAsync(Token);

        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var http = new HttpClient();
            await http.GetAsync(chain.Rpc, Token);
        });
    }
}
