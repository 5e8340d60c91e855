using P8e.Cryptography.Dime;
using P8e.Cryptography.Payload;
using P8e.Ports;

namespace P8e.ObjectStore.Tests;

public sealed class AudienceIdTests
{
    private readonly SeededRandomSource _random = new(5);

    [Fact]
    public void ReadersOf_RepeatsAndAnyOrder_AreDistinctAndSorted()
    {
        var (owner, first, second) = (Party.Named("owner"), Party.Named("reader 1"), Party.Named("reader 2"));

        var readers = AudienceId.ReadersOf(Header(owner, first, second, first));
        var again = AudienceId.ReadersOf(Header(owner, second, owner, first));

        Assert.Equal(3, readers.Count);
        Assert.Equal(readers, again);
        Assert.Equal(readers.OrderBy(reader => reader.ToString(), StringComparer.Ordinal), readers);
        Assert.Contains(ReaderId.Of(owner.Key), readers);
        Assert.Equal(AudienceId.Of(readers), AudienceId.Of(again));
    }

    [Fact]
    public void Of_OtherReaders_IsAnotherAudience()
    {
        var ids = new[]
        {
            AudienceId.Of([]),
            AudienceId.Of(AudienceId.ReadersOf(Header(Party.Named("owner")))),
            AudienceId.Of(AudienceId.ReadersOf(Header(Party.Named("reader 1")))),
            AudienceId.Of(AudienceId.ReadersOf(Header(Party.Named("owner"), Party.Named("reader 1")))),
        };

        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]{43}$", id.ToString()));
        Assert.All(ids, id => Assert.Equal(id, AudienceId.FromStored(id.ToString())));
    }

    /// <summary>Recorded: dup-separator. The Rust store joins key texts with a semicolon, so these two audiences are one to it (object-store 3.5 rule 2).</summary>
    [Fact]
    public void Of_KeyTextsThatJoinToTheSameText_AreTwoAudiences()
    {
        ReaderId[] first = [ReaderId.OfKeyBytes("a;b"u8), ReaderId.OfKeyBytes("c"u8)];
        ReaderId[] second = [ReaderId.OfKeyBytes("a"u8), ReaderId.OfKeyBytes("b;c"u8)];

        Assert.NotEqual(AudienceId.Of(first), AudienceId.Of(second));
    }

    [Fact]
    public void ReaderOf_KeyItsBytesAndItsEntry_IsOneReader()
    {
        var owner = Party.Named("owner");
        var entry = Assert.Single(Header(owner).Audience);

        Assert.Equal(ReaderId.Of(owner.Key), ReaderId.OfKeyBytes(owner.Key.Uncompressed));
        Assert.Equal(ReaderId.Of(owner.Key), ReaderId.Of(entry));
        Assert.Equal(ReaderId.Of(owner.Key), ReaderId.FromStored(ReaderId.Of(owner.Key).ToString()));
        Assert.NotEqual(ReaderId.Of(owner.Key), ReaderId.OfKeyBytes(owner.Key.ToCompressed()));
    }

    private DimeHeader Header(Party owner, params Party[] readers)
    {
        using var key = DataKey.Generate(_random);
        return new DimeSealer(_random, new ManualTimeProvider()).Seal(key, new DimeSealRequest
        {
            Owner = owner.Key,
            Signer = owner.Key,
            Readers = [.. readers.Select(reader => reader.Key)],
        });
    }
}
