using System.Text;
using System.Text.Json;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sharing;
using P8e.Ports;
using P8e.Ports.Objects;

namespace P8e.ObjectStore.Tests.Sharing;

/// <summary>Containers that the SDK made, shared on and rotated by us: its readers open them still, new ones too, and what stays is what it wrote.</summary>
public sealed class RecordedContainerTests
{
    private const string Operator = "operator 1";

    private static readonly JsonElement Recorded = JsonDocument.Parse(File.ReadAllBytes(Repository.Vector("dime.json"))).RootElement;
    private static readonly Party Late = Party.Named("late");

    private readonly StorageUnderTest _storage = InMemoryStorage.New();
    private readonly StoreRig _rig;

    public RecordedContainerTests() => _rig = new StoreRig(_storage);

    public static TheoryData<string> Cases => [.. Recorded.GetProperty("dimes").EnumerateArray().Where(IsWhole).Select(element => Text(element, "name"))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Share_RecordedContainer_OpensForAllAndKeepsTheEntries(string name)
    {
        var element = await StoreAsync(name);
        var before = Assert.Single(await _rig.RowsAsync());
        var sharing = new ObjectSharing(_rig.Affiliate, _storage.Index, Key(Text(element, "owner")), new InMemoryObjectAudit(), _rig.Random, _rig.Clock);

        await sharing.ShareAsync(before.Key, null, new AudienceChange { Add = [Late.Key] }, Operator, Token);

        var after = Assert.Single(await _rig.RowsAsync());
        var header = DimeHeader.Parse(after.Header.Span);
        var place = header.Audience.ToList().FindIndex(entry => entry.IsFor(Late.Key));
        var entries = RawAudience.Of(after.Header.Span);
        Assert.Equal(DimeContext.Retrieval, header.Audience[place].Context);
        entries.RemoveAt(place);
        Assert.Equal(RawAudience.Of(before.Header.Span), entries);
        AssertRestIsTheSame(before, after);
        await AssertOpensAsync(element, header, [.. Readers(element).Select(Key), Late.Agreement]);

        await sharing.ShareAsync(before.Key, null, new AudienceChange { Remove = [ReaderId.Of(Late.Key)] }, Operator, Token);
        Assert.Equal(before.Header.ToArray(), Assert.Single(await _rig.RowsAsync()).Header.ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rotate_RecordedContainer_OpensForTheNewKeyAndKeepsTheOtherEntries(string name)
    {
        var element = await StoreAsync(name);
        var before = Assert.Single(await _rig.RowsAsync());
        var old = Key(Text(element, "owner"));

        var report = await _rig.Rotation.RotateAsync(old, Late.Key, Operator, null, 10, Token);

        Assert.Equal((1, 1), (report.Seen, report.Rewrapped));
        var after = Assert.Single(await _rig.RowsAsync());
        var header = DimeHeader.Parse(after.Header.Span);
        Assert.True(header.Owner!.IsFor(Late.Key));
        Assert.Equal(header.Audience[^1].PublicKeyText.ToArray(), header.Owner.PublicKeyText.ToArray());
        Assert.Equal(Kept(before, old.PublicKey), Kept(after, Late.Key));
        AssertRestIsTheSame(before, after);
        await AssertOpensAsync(element, header, [.. Readers(element).Select(Key).Where(key => !key.PublicKey.Equals(old.PublicKey)), Late.Agreement]);
        Assert.Null(header.FindReader(old.PublicKey));
    }

    private static bool IsWhole(JsonElement element) => element.TryGetProperty("containerBase64", out _);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static IEnumerable<string> Readers(JsonElement element) =>
        element.GetProperty("audience").EnumerateArray().Select(reader => reader.GetString()!).Append(Text(element, "owner")).Distinct();

    private static LocalKeyAgreement Key(string name)
    {
        var recorded = Recorded.GetProperty("keys").EnumerateArray().Single(key => Text(key, "name") == name);
        return new LocalKeyAgreement(PrivateKey.Import(Convert.FromHexString(Text(recorded, "privateKeyHex"))));
    }

    private static IEnumerable<string> Kept(ObjectRow row, PublicKey except) =>
        DimeHeader.Parse(row.Header.Span).Audience.Zip(RawAudience.Of(row.Header.Span)).Where(pair => !pair.First.IsFor(except)).Select(pair => pair.Second);

    private static void AssertRestIsTheSame(ObjectRow before, ObjectRow after)
    {
        var (old, header) = (DimeHeader.Parse(before.Header.Span), DimeHeader.Parse(after.Header.Span));
        Assert.Equal((before.ObjectId, before.Created, before.Key), (after.ObjectId, after.Created, after.Key));
        Assert.Equal(before.InlinePayload.ToArray(), after.InlinePayload.ToArray());
        Assert.Equal((old.ContainerId, old.Metadata.Count, old.ReadSignature()!.Pem), (header.ContainerId, header.Metadata.Count, header.ReadSignature()!.Pem));
        Assert.Equal(old.ReadSignature()!.Signature.ToArray(), header.ReadSignature()!.Signature.ToArray());
        Assert.Equal(old.ToBytes().AsSpan(0, 200).ToArray(), header.ToBytes().AsSpan(0, 200).ToArray());
    }

    private async Task AssertOpensAsync(JsonElement element, DimeHeader header, IReadOnlyList<IKeyAgreement> readers)
    {
        var payload = Assert.Single(await _rig.RowsAsync()).InlinePayload;
        foreach (var reader in readers)
        {
            using var key = await new DimeOpener().UnwrapAsync(header, reader, Token);
            Assert.Equal(Convert.FromBase64String(Text(element, "plaintextBase64")), PayloadFrame.Open(key, payload.Span));
        }
    }

    private async Task<JsonElement> StoreAsync(string name)
    {
        var element = Recorded.GetProperty("dimes").EnumerateArray().Single(one => Text(one, "name") == name);
        var container = Convert.FromBase64String(Text(element, "containerBase64"));
        var header = DimeHeader.Parse(container);
        var upload = new RawUpload(header, new MemoryStream(container[header.Length..]),
        [
            new(ObjectProperties.Hash, Convert.FromHexString(Text(element, "hashPropertyHex"))),
            new(ObjectProperties.Signature, Convert.FromHexString(Text(element, "signaturePropertyHex"))),
            new(ObjectProperties.SignaturePublicKey, Encoding.UTF8.GetBytes(Text(element, "signaturePublicKeyProperty"))),
        ]);
        await _rig.Store.PutAsync(upload, Token);
        return element;
    }
}
