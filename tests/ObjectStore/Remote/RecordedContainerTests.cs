using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Tests.Remote;

/// <summary>The SDK's containers as the Rust store sends them, and as the Kotlin client sends them.</summary>
public sealed class RecordedContainerTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllBytes(Repository.Vector("dime.json"))).RootElement;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Those of which every message was recorded whole.</summary>
    public static TheoryData<string> Names =>
    [
        .. from dime in Vectors.GetProperty("dimes").EnumerateArray()
           where dime.GetProperty("messages").EnumerateArray().All(message => message.TryGetProperty("protoBase64", out _))
           select dime.GetProperty("name").GetString()!,
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Open_StreamOfTheRustStore_GivesEveryReaderTheContent(string name)
    {
        var dime = Find("dimes", name);
        var script = new ScriptedStore { OnGet = (_, _, _) => Messages(dime.GetProperty("constructedGetStreamMessagesBase64")).ToAsyncEnumerable() };
        await using var server = await LoopbackServer.StartAsync([script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);
        var client = new SealedObjects(new GrpcObjectStore(connection), StoreRig.SmallSizes, new SeededRandomSource(1), new ManualTimeProvider());
        var hash = ObjectHash.FromBytes(dime.GetProperty("hashPropertyBase64").GetBytesFromBase64());

        foreach (var reader in dime.GetProperty("referenceResult").GetProperty("readers").EnumerateArray())
        {
            using var key = PrivateKey.Import(Convert.FromHexString(Find("keys", reader.GetString()!).GetProperty("privateKeyHex").GetString()!));
            using var opened = await client.OpenAsync(hash, new LocalKeyAgreement(key), Token);
            var content = await opened.ReadAllBytesAsync(int.MaxValue, Token);
            Assert.Equal(dime.GetProperty("plaintextSha256Hex").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_ContainerOfTheKotlinClient_SendsItsBytesAndPropertiesInItsOrder(string name)
    {
        var theirs = Find("dimes", name).GetProperty("messages").EnumerateArray()
            .Select(message => ChunkBidi.Parser.ParseFrom(message.GetProperty("protoBase64").GetBytesFromBase64())).ToArray();
        var script = new ScriptedStore();
        await using var server = await LoopbackServer.StartAsync([script.Service]);
        using var connection = new RemoteConnection(StoreNode.To(server), TimeProvider.System);

        await new GrpcObjectStore(connection).PutAsync(RecordedStreams.Upload(theirs), Token);

        var ours = Assert.Single(script.Received);
        Assert.Equal(theirs[0], ours[0]);
        Assert.Equal(theirs[1].Chunk.Header, ours[1].Chunk.Header);
        Assert.Equal(Data(theirs), Data(ours));
        Assert.Equal(theirs.Where(IsNotData), ours.Where(IsNotData));
    }

    [Fact]
    public void Keep_AnyPieces_GivesTheSameHeaderAndPayload()
    {
        var container = Find("dimes", "three-parties-sha256-lo16").GetProperty("storedContainerBase64").GetBytesFromBase64();
        var whole = DimeHeader.Parse(container);

        Prop.ForAll(
            Gen.Choose(1, 700).NonEmptyListOf().ToArbitrary(),
            sizes =>
            {
                var start = new ContainerStart();
                var (position, turn) = (0, 0);
                while (position < container.Length)
                {
                    var size = Math.Min(sizes[turn++ % sizes.Count], container.Length - position);
                    start.Keep(container.AsMemory(position, size));
                    position += size;
                }

                return start.Header!.ToBytes().SequenceEqual(whole.ToBytes())
                    && start.Payload.SelectMany(piece => piece.ToArray()).SequenceEqual(container[whole.Length..])
                    && start.PayloadLength == container.Length - whole.Length;
            }).QuickCheckThrowOnFailure();
    }

    /// <summary>Whatever the other side sends, the answer is an error of its family or the container's bytes.</summary>
    [Fact]
    public void Take_AnyMessages_AreTakenOrRefused()
    {
        var message = Gen.Choose(0, 5).Select(kind => kind switch
        {
            0 => ChunkMessages.Start(),
            1 => ChunkMessages.FirstData(new byte[3], 3),
            2 => ChunkMessages.Data(new byte[2]),
            3 => ChunkMessages.Value("HASH", new byte[1]),
            4 => ChunkMessages.End(),
            _ => new ChunkBidi(),
        });

        Prop.ForAll(
            message.ListOf().ToArbitrary(),
            messages =>
            {
                var shape = new ContainerShape("partner");
                try
                {
                    var taken = messages.Sum(sent => shape.Take(sent).Length);
                    shape.Finish();
                    return taken == messages.Sum(sent => sent.Chunk?.Data.Length ?? 0) && messages[0].MultiStreamHeader is not null
                        && messages.Skip(1).All(sent => sent.Chunk?.ImplCase is Chunk.ImplOneofCase.Data or Chunk.ImplOneofCase.End);
                }
                catch (P8eInputException refused)
                {
                    return refused.Code == ErrorCodes.GrpcMalformed;
                }
            }).QuickCheckThrowOnFailure();
    }

    private static JsonElement Find(string list, string name) => Vectors.GetProperty(list).EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);

    private static bool IsNotData(ChunkBidi message) => message.Chunk?.ImplCase != Chunk.ImplOneofCase.Data;

    private static byte[] Data(IEnumerable<ChunkBidi> messages) => [.. messages.Where(message => !IsNotData(message)).SelectMany(message => message.Chunk.Data)];

    private static ChunkBidi[] Messages(JsonElement list) => [.. list.EnumerateArray().Select(message => ChunkBidi.Parser.ParseFrom(message.GetBytesFromBase64()))];
}
