using System.Collections.Concurrent;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Dime;

public sealed class DimeSealerTests
{
    private const int Threads = 8;
    private const int SealsPerThread = 2000;

    private static readonly PrivateKey Owner = PrivateKey.Generate(new SeededRandom(12), Curves.Fastest);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seal_EightThreadsShareOneSealer_NothingIsEverUsedTwice()
    {
        var random = new SystemRandomSource();
        var sealer = new DimeSealer(random, TimeProvider.System, Curves.Fastest);
        var opener = new DimeOpener(Curves.Fastest);
        var request = new DimeSealRequest { Owner = Owner.PublicKey, Signer = Owner.PublicKey };
        ConcurrentDictionary<string, byte> ephemeral = [], ivs = [], dataKeys = [], ids = [];
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < SealsPerThread; i++)
                {
                    using var key = DataKey.Generate(random);
                    var header = sealer.Seal(key, request);
                    using var opened = await opener.UnwrapAsync(header, new LocalKeyAgreement(Owner, Curves.Fastest), Token);
                    Assert.True(opened.Bytes.SequenceEqual(key.Bytes));
                    Assert.True(dataKeys.TryAdd(Convert.ToHexString(key.Bytes), 0));
                    Assert.True(ephemeral.TryAdd(header.Audience[0].Wire.EphemeralPubkey.ToStringUtf8(), 0));
                    Assert.True(ivs.TryAdd(header.Audience[0].Wire.EncryptedDek.ToStringUtf8()[..21], 0)); // 15 bytes: the length and 11 bytes of the IV.
                    Assert.True(ids.TryAdd(header.ContainerId.ToString(), 0) && ids.TryAdd(header.Wire.Uuid.Value, 0));
                }
            },
            Token)));

        Assert.Equal(Threads * SealsPerThread, dataKeys.Count);
    }

    [Fact]
    public void Seal_OneObject_EveryReaderHasItsOwnEphemeralKey()
    {
        // The scheme's tag uses a constant IV: one ephemeral key for two readers would be the end of it.
        using var key = DataKey.Generate(new SeededRandom(1));
        var header = Sealer().Seal(key, new DimeSealRequest { Owner = Owner.PublicKey, Readers = [Owner.PublicKey, Owner.PublicKey], Signer = Owner.PublicKey });

        Assert.Equal(3, header.Audience.Select(entry => entry.Wire.EphemeralPubkey).Distinct().Count());
        Assert.Equal([DimeContext.Retrieval, DimeContext.Retrieval, DimeContext.Submission], header.Audience.Select(entry => entry.Context));
    }

    [Fact]
    public void Seal_MetadataNamesThatAreNotDistinct_IsAProgrammersMistake()
    {
        using var key = DataKey.Generate(new SeededRandom(1));
        KeyValuePair<string, string>[][] bad =
        [
            [new("a", "1"), new("a", "2")], [new("SIGNATURE_PUBLIC_KEY", "mine")], [new("a", "\ud800")], [new("\udc00", "a")],
            [.. Enumerable.Range(0, DimeLimits.MetadataEntriesMax).Select(i => KeyValuePair.Create($"{i}", string.Empty))],
        ];

        Assert.All(bad, metadata => Assert.ThrowsAny<ArgumentException>(
            () => Sealer().Seal(key, new DimeSealRequest { Owner = Owner.PublicKey, Signer = Owner.PublicKey, Metadata = metadata })));
    }

    [Fact]
    public void Seal_Header_ParsesToItself()
    {
        using var key = DataKey.Generate(new SeededRandom(1));
        var header = Sealer().Seal(key, new DimeSealRequest { Owner = Owner.PublicKey, Signer = Owner.PublicKey, Metadata = [new("a\n", "\u0001é")] });

        var read = DimeHeader.Parse(header.ToBytes());

        Assert.Equal((header.ContainerId, header.Length), (read.ContainerId, read.Length));
        Assert.Equal(header.Metadata, read.Metadata);
        Assert.Equal(header.Wire, read.Wire);
        Assert.Null(read.ReadSignature());
        Assert.Equal(string.Empty, read.Uri);
        Assert.True(read.Owner!.IsFor(Owner.PublicKey));
    }

    [Fact]
    public async Task OpenAsync_InlineFormWithoutPayloadOrWithAFlood_IsRefused()
    {
        byte[][] bad = [[], [0x22, 0x00], [0xFF], [.. Enumerable.Repeat((byte)0x2A, 9), 0], [.. Enumerable.Range(0, 200_000).SelectMany(_ => new byte[] { 0x2A, 0x00 })]];
        foreach (var message in bad)
        {
            var error = await Assert.ThrowsAsync<P8eInputException>(() => InlineDime.OpenAsync(message, new LocalKeyAgreement(Owner, Curves.Fastest), Token, Curves.Fastest));
            Assert.Equal(ErrorCodes.DimeMalformed, error.Code);
        }
    }

    private static DimeSealer Sealer() => new(new SeededRandom(8), TimeProvider.System, Curves.Fastest);
}
