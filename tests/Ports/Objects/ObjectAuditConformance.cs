using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>What every <see cref="IObjectAudit"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class ObjectAuditConformance
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(SampleRows.Created.UtcDateTime);

    private readonly SeededRandomSource _random = new(20260404);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IObjectAudit Audit { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, ObjectAct.Share, true)]
    [InlineData(32, ObjectAct.Shred, false)]
    [InlineData(2000, ObjectAct.RotateKey, true)]
    public async Task List_AddedLine_GivesAllOfIt(int keyLength, ObjectAct act, bool hasObject)
    {
        var line = NewLine() with
        {
            Key = SampleRows.Key(_random, keyLength),
            Act = act,
            ObjectId = hasObject ? new Guid(_random.Next(16)) : null,
            Actor = "\ud83d\ude00 \"'\\\u0001",
            Details = new string('ä', ObjectAuditLine.DetailsCharsMax),
        };

        await Audit.AddAsync(line, Token);

        Assert.Equal([line], await ListAsync(_affiliate, Day));
    }

    [Fact]
    public async Task List_SeveralDaysAndAffiliates_GivesTheDaysLinesInOrderOfTime()
    {
        var midnight = new DateTimeOffset(Day, TimeOnly.MinValue, TimeSpan.Zero);
        ObjectAuditLine[] lines =
        [
            NewLine() with { At = midnight }, .. Enumerable.Range(0, 4).Select(_ => NewLine()).OrderBy(line => line.Id), NewLine() with { At = midnight.AddDays(1).AddTicks(-1) },
        ];
        var (before, after) = (NewLine() with { At = midnight.AddTicks(-1) }, NewLine() with { At = midnight.AddDays(1) });
        foreach (var line in lines.Reverse().Append(after).Prepend(before).Append(NewLine() with { Affiliate = FreshAffiliates.Next() }))
        {
            await Audit.AddAsync(line, Token);
        }

        Assert.Equal(lines, await ListAsync(_affiliate, Day));
        Assert.Equal([before], await ListAsync(_affiliate, Day.AddDays(-1)));
        Assert.Equal([after], await ListAsync(_affiliate, Day.AddDays(1)));
    }

    [Fact]
    public async Task List_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwn()
    {
        var lines = FreshAffiliates.NextWithCommonPrefix().Select(affiliate => NewLine() with { Affiliate = affiliate }).ToArray();
        await Task.WhenAll(lines.Select(line => Audit.AddAsync(line, Token)));

        foreach (var line in lines)
        {
            Assert.Equal([line], await ListAsync(line.Affiliate, Day));
        }
    }

    [Fact]
    public async Task Add_ThereAlready_StaysAsItIs()
    {
        var line = NewLine();
        await Audit.AddAsync(line, Token);

        await Audit.AddAsync(line with { Outcome = ObjectAuditLine.Unchanged }, Token);

        Assert.Equal([line], await ListAsync(_affiliate, Day));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndAddsNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Audit.AddAsync(NewLine(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Audit.ListAsync(_affiliate, Day, cancelled).CountAsync(cancelled));
        Assert.Empty(await ListAsync(_affiliate, Day));
    }

    private ObjectAuditLine NewLine() => SampleRows.Line(_affiliate, _random);

    private async Task<ObjectAuditLine[]> ListAsync(AffiliateName affiliate, DateOnly day) => await Audit.ListAsync(affiliate, day, Token).ToArrayAsync(Token);
}
