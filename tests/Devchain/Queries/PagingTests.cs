using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using P8e.Devchain.Queries;
using P8e.Protocol.Wire.Cosmos.Paging;

namespace P8e.Devchain.Tests.Queries;

public sealed class PagingTests
{
    [Fact]
    public void Take_PageAfterPage_ListsEverythingOnce() => Prop.ForAll(
        Gen.Choose(0, 30).SelectMany(count => Gen.Choose(1, 8).Select(limit => (count, limit))).ToArbitrary(),
        ArbMap.Default.ArbFor<bool>(),
        (pair, reverse) =>
        {
            List<int> listed = [];
            var request = new PageRequest { Limit = (ulong)pair.limit, Reverse = reverse };
            do
            {
                listed.AddRange(Paging.Take(Entries(pair.count), request, out var page));
                request = new PageRequest { Limit = (ulong)pair.limit, Reverse = reverse, Key = page.NextKey };
            }
            while (!request.Key.IsEmpty);

            var all = Enumerable.Range(0, pair.count);
            Assert.Equal(reverse ? all.Reverse() : all, listed);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, false, true, 5)]
    [InlineData(2, false, true, 0)]
    [InlineData(2, true, true, 5)]
    [InlineData(0, false, false, 0)]
    public void Take_Total_IsCountedWhenAskedFor(int limit, bool counts, bool byDefault, int total)
    {
        _ = Paging.Take(Entries(5), new PageRequest { Limit = (ulong)limit, CountTotal = counts }, out var page, byDefault);

        Assert.Equal((ulong)total, page.Total);
    }

    [Fact]
    public void Take_KeyAndOffset_IsRefused() => Assert.Contains(
        "either offset or key",
        Assert.Throws<QueryException>(() => Paging.Take(Entries(5), new PageRequest { Offset = 1, Key = ByteString.CopyFrom(1) }, out _)).Message,
        StringComparison.Ordinal);

    private static IEnumerable<(ByteString Key, int Value)> Entries(int count) => Enumerable.Range(0, count).Select(i => (ByteString.CopyFrom((byte)i), i));
}
