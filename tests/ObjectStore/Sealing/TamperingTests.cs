using System.Text;
using P8e.Cryptography.Dime;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sealing;
using P8e.Ports;
using P8e.Ports.Objects;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore.Tests.Sealing;

/// <summary>Stored parts that were altered: each is refused with one typed error, and nothing unproved is let out (reliability R12, S2).</summary>
public sealed class TamperingTests
{
    private readonly InMemoryObjectIndex _index = new();
    private readonly InMemoryObjectBlobs _blobs;
    private readonly StoreRig _rig;

    public TamperingTests()
    {
        var clock = new ManualTimeProvider();
        _blobs = new InMemoryObjectBlobs(clock);
        _rig = new StoreRig(new StorageUnderTest(_index, _blobs, clock), new ObjectStoreOptions { InlineBytes = 8192, BufferedBytes = 64 * 1024 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Outside the authentication lie the UUIDs, the metadata, the audit times and the like (object-store 5.10): altered, they still give the same content.</summary>
    [Fact]
    public async Task Open_AnyByteOfTheHeaderAltered_IsRefusedOrGivesTheSameContent()
    {
        var (put, row, content) = await PutAsync(300);
        string[] expected =
        [
            ErrorCodes.DimeMalformed, ErrorCodes.DimeNotAddressed, ErrorCodes.DimeUnopenable, ErrorCodes.DimeSignatureInvalid, ErrorCodes.DimePayloadInvalid,
        ];
        var refused = new HashSet<string>();
        for (var position = 0; position < row.Header.Length; position++)
        {
            var header = row.Header.ToArray();
            header[position] ^= (byte)(1 << (position % 8));
            _index.Overwrite(row with { Header = header });

            if (await TryReadAsync(put.Hash, content) is { } code)
            {
                refused.Add(code);
            }
        }

        Assert.Subset(expected.ToHashSet(), refused);
        Assert.Superset(expected[..4].ToHashSet(), refused);
    }

    [Fact]
    public async Task Open_HeaderCutAnywhere_IsMalformed()
    {
        var (put, row, content) = await PutAsync(300);
        for (var length = 0; length < row.Header.Length; length++)
        {
            _index.Overwrite(row with { Header = row.Header[..length] });

            Assert.Equal(ErrorCodes.DimeMalformed, await TryReadAsync(put.Hash, content));
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(9_000)]
    [InlineData(130_000)]
    [InlineData((2 * 1024 * 1024) - 32)]
    public async Task Open_PayloadAltered_IsRefused(int length)
    {
        var (put, row, content) = await PutAsync(length);
        var payload = await PayloadAsync(row);
        int[] positions = length < 1000 ? [.. Enumerable.Range(0, payload.Length)] : [0, 3, 4, 15, 16, payload.Length / 2, payload.Length - 17, payload.Length - 16, payload.Length - 1];
        foreach (var position in positions)
        {
            var altered = payload.ToArray();
            altered[position] ^= (byte)(1 << (position % 8));
            Store(row, altered);

            Assert.Equal(ErrorCodes.DimePayloadInvalid, await TryReadAsync(put.Hash, content));
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(9_000)]
    [InlineData(130_000)]
    [InlineData((1024 * 1024) - 24)]
    public async Task Open_PayloadCutOrLonger_IsRefused(int length)
    {
        var (put, row, content) = await PutAsync(length);
        var payload = await PayloadAsync(row);
        byte[][] wrong = [[], payload[..1], payload[..19], payload[..32], payload[..^16], payload[..^1], [.. payload, 0], [.. payload, .. payload]];
        foreach (var bytes in wrong)
        {
            Store(row, bytes);

            Assert.Equal(ErrorCodes.DimePayloadInvalid, await TryReadAsync(put.Hash, content));
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(9_000)]
    [InlineData(130_000)]
    public async Task Open_RowWithAnotherObjectsPayload_IsRefused(int length)
    {
        var (put, row, content) = await PutAsync(length);
        var (_, other, _) = await PutAsync(length);

        _index.Overwrite(row with { BlobName = other.BlobName, InlinePayload = other.InlinePayload });

        Assert.Equal(ErrorCodes.DimePayloadInvalid, await TryReadAsync(put.Hash, content));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(130_000)]
    public async Task Open_AnotherObjectUnderTheKey_HasAnotherHash(int length)
    {
        var (put, row, content) = await PutAsync(length);
        var (_, other, _) = await PutAsync(length);

        _index.Overwrite(row with { Header = other.Header, BlobName = other.BlobName, InlinePayload = other.InlinePayload });

        Assert.Equal(ErrorCodes.ObjectHashMismatch, await TryReadAsync(put.Hash, content));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(130_000)]
    public async Task Open_ContentOfASignatureByAnother_IsRefused(int length)
    {
        var (put, row, content) = await PutAsync(length);
        var (_, other, _) = await PutAsync(length);
        var signature = DimeHeader.Parse(other.Header.Span).ReadSignature()!;
        var forged = DimeHeader.Parse(row.Header.Span)
            .WithSignature(signature.Signature.Span, Encoding.ASCII.GetBytes(signature.Pem));

        _index.Overwrite(row with { Header = forged.ToBytes() });

        Assert.Equal(ErrorCodes.DimeSignatureInvalid, await TryReadAsync(put.Hash, content));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700_000)]
    [InlineData(1_500_000)]
    [InlineData(2_999_999)]
    public async Task CopyTo_BlobReplacedBetweenTheReadings_LetsOutOnlyProvedBytes(int firstAltered)
    {
        var (put, row, content) = await PutAsync(3_000_000);
        using var opened = await _rig.Client.OpenAsync(put.Hash, Party.Named("owner").Agreement, Token);
        var payload = await PayloadAsync(row);
        payload[16 + firstAltered] ^= 1;
        Store(row, payload);

        using var destination = new MemoryStream();
        var refused = await Assert.ThrowsAsync<P8eInputException>(() => opened.CopyToAsync(destination, Token));

        Assert.Equal(ErrorCodes.DimePayloadInvalid, refused.Code);
        Assert.InRange(destination.Length, 0, firstAltered);
        Assert.True(content.AsSpan(0, (int)destination.Length).SequenceEqual(destination.ToArray()), "What was let out is right.");
    }

    [Fact]
    public async Task CopyTo_BlobLostBetweenTheReadings_SaysSo()
    {
        var (put, row, _) = await PutAsync(130_000);
        using var opened = await _rig.Client.OpenAsync(put.Hash, Party.Named("owner").Agreement, Token);
        await _blobs.DeleteAsync(_rig.Affiliate, row.BlobName!, Token);

        using var destination = new MemoryStream();
        var refused = await Assert.ThrowsAsync<P8eStateException>(() => opened.CopyToAsync(destination, Token));

        Assert.Equal(ErrorCodes.ObjectBytesMissing, refused.Code);
        Assert.Equal(0, destination.Length);
    }

    private async Task<(SealedObject Put, ObjectRow Row, byte[] Content)> PutAsync(int length)
    {
        var content = _rig.Random.Next(length);
        var put = await _rig.PutAsync(content);
        return (put, (await _rig.RowsAsync()).Single(row => row.ObjectId == put.Stored.ObjectId), content);
    }

    private async Task<byte[]> PayloadAsync(ObjectRow row)
    {
        if (row.BlobName is null)
        {
            return row.InlinePayload.ToArray();
        }

        using var payload = new MemoryStream();
        await using var stream = await _blobs.OpenReadAsync(row.Affiliate, row.BlobName, Token);
        await stream!.CopyToAsync(payload, Token);
        return payload.ToArray();
    }

    private void Store(ObjectRow row, byte[] payload)
    {
        if (row.BlobName is null)
        {
            _index.Overwrite(row with { InlinePayload = payload });
        }
        else
        {
            _blobs.Overwrite(row.Affiliate, row.BlobName, payload);
        }
    }

    /// <summary>Null when the right content was read, else the code of the refusal.</summary>
    private async Task<string?> TryReadAsync(ObjectHash hash, byte[] content)
    {
        try
        {
            Assert.Equal(content, await _rig.ReadAsync(hash, Party.Named("owner")));
            return null;
        }
        catch (P8eException refused)
        {
            return refused.Code;
        }
    }
}
