using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Objects;

/// <summary>What every <see cref="IMailIndex"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class MailIndexConformance
{
    private readonly SeededRandomSource _random = new(20260401);
    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IMailIndex Mails { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start => SampleRows.Created;

    public static TheoryData<MailState, MailState> Changes =>
        new(Enum.GetValues<MailState>().SelectMany(from => Enum.GetValues<MailState>().Select(to => (from, to))));

    [Theory]
    [InlineData(0, MailType.FragmentRequest)]
    [InlineData(32, MailType.FragmentResponse)]
    [InlineData(2000, MailType.ErrorResponse)]
    public async Task Find_AddedMail_GivesAllOfIt(int keyLength, MailType type)
    {
        var row = NewRow() with { Key = SampleRows.Key(_random, keyLength), Type = type, Deliveries = 3, LeasedUntil = Start.AddTicks(5), Reason = "\ud83d\ude00 \"'\\\u0001" };

        await Mails.AddAsync([row], Token);

        AssertEqual(row, await FindAsync(row));
        AssertEqual(row, Assert.Single(await OpenAsync(row.Reader)));
    }

    [Fact]
    public async Task Find_WhatIsNotThere_GivesNull()
    {
        var row = NewRow();
        await Mails.AddAsync([row], Token);

        Assert.Null(await Mails.FindAsync(_affiliate, NewRow().MailId, Token));
        Assert.Null(await Mails.FindAsync(FreshAffiliates.Next(), row.MailId, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(120)]
    public async Task Add_ManyReaders_EachHasItsMail(int count)
    {
        MailRow[] rows = [.. Enumerable.Range(0, count).Select(_ => NewRow())];

        await Mails.AddAsync(rows, Token);

        foreach (var row in rows)
        {
            AssertEqual(row, Assert.Single(await OpenAsync(row.Reader)));
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Add_SomeAreThereInAnyState_LeavesThemAndAddsTheOthers(MailState before, MailState now)
    {
        var (first, second) = (NewRow(), NewRow());
        await Mails.AddAsync([first], Token);
        var changed = await ChangeAsync(await ChangeAsync(await FindAsync(first), before), now);

        await Mails.AddAsync([second, first with { ObjectId = Guid.Empty }, second], Token);

        Assert.Equal(changed, await FindAsync(first));
        AssertEqual(second, await FindAsync(second));
        Assert.Equal(now == MailState.Open ? 1 : 0, (await OpenAsync(first.Reader)).Length);
    }

    [Fact]
    public async Task ListOpen_SeveralMails_GivesTheReadersOwnInOrderOfArrivalThenId()
    {
        var reader = SampleRows.Reader(_random);
        MailRow[] inOrder =
        [
            NewRow(reader) with { Arrived = Start.AddTicks(-1) },
            .. Enumerable.Range(0, 5).Select(_ => NewRow(reader)).OrderBy(row => row.MailId),
            NewRow(reader) with { Arrived = Start.AddTicks(1), LeasedUntil = Start.AddYears(1) },
            NewRow(reader) with { Arrived = Start.AddYears(7000) },
        ];
        await Mails.AddAsync([.. inOrder.Reverse(), NewRow()], Token);
        await Mails.AddAsync([NewRow(reader) with { Affiliate = FreshAffiliates.Next() }], Token);

        Assert.Equal(inOrder.Select(row => row.MailId), (await OpenAsync(reader)).Select(row => row.MailId));
    }

    [Fact]
    public async Task ListDead_AffiliatesWhoseNamesBeginAlike_GivesEachItsOwnInOrderOfArrival()
    {
        foreach (var affiliate in FreshAffiliates.NextWithCommonPrefix())
        {
            MailRow[] rows = [.. Enumerable.Range(0, 3).Select(number => NewRow() with { Affiliate = affiliate, Arrived = Start.AddDays(-number) })];
            await Mails.AddAsync([.. rows, NewRow() with { Affiliate = affiliate }], Token);
            foreach (var row in rows)
            {
                await ChangeAsync(await FindAsync(row), MailState.Dead);
            }

            var dead = await Mails.ListDeadAsync(affiliate, Token).ToArrayAsync(Token);

            Assert.Equal(rows.Reverse().Select(row => row.MailId), dead.Select(row => row.MailId));
            Assert.All(dead, row => Assert.Equal("mail.dead: it failed.", row.Reason));
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task TryUpdate_AnyStateAfterAnyOther_MovesItFromListToList(MailState before, MailState after)
    {
        var row = NewRow();
        await Mails.AddAsync([row], Token);
        await ChangeAsync(await FindAsync(row), before);

        var changed = await ChangeAsync(await FindAsync(row), after);

        AssertEqual(changed, await FindAsync(row));
        Assert.Equal(after, changed.State);
        Assert.Equal(after == MailState.Open ? 1 : 0, (await OpenAsync(row.Reader)).Length);
        Assert.Equal(after == MailState.Dead ? 1 : 0, await Mails.ListDeadAsync(_affiliate, Token).CountAsync(Token));
        Assert.Equal(after == MailState.Acknowledged ? 1 : 0, await Mails.RemoveAcknowledgedAsync(_affiliate, Start.AddYears(1), Token));
    }

    [Fact]
    public async Task TryUpdate_OldVersions_AreNullAndChangeNothing()
    {
        var row = NewRow();
        await Mails.AddAsync([row], Token);
        var (found, listed) = (await FindAsync(row), Assert.Single(await OpenAsync(row.Reader)));

        var leased = await Mails.TryUpdateAsync(listed with { LeasedUntil = Start, Deliveries = 1 }, Token);

        Assert.Null(await Mails.TryUpdateAsync(found with { Deliveries = 7 }, Token));
        Assert.Null(await Mails.TryUpdateAsync(listed with { State = MailState.Dead }, Token));
        AssertEqual(leased, await FindAsync(row));
        AssertEqual(leased, Assert.Single(await OpenAsync(row.Reader)));
        var again = await Mails.TryUpdateAsync(leased! with { Deliveries = 2 }, Token);
        Assert.NotNull(await Mails.TryUpdateAsync(again! with { State = MailState.Acknowledged, Settled = Start }, Token));
    }

    [Fact]
    public async Task TryUpdate_Removed_IsNullAndAddsNothing()
    {
        var row = NewRow();
        await Mails.AddAsync([row], Token);
        var found = await FindAsync(row);
        await Mails.RemoveAsync(found, Token);

        Assert.Null(await Mails.TryUpdateAsync(found, Token));
        Assert.Null(await Mails.TryUpdateAsync(found with { State = MailState.Dead }, Token));

        Assert.Null(await Mails.FindAsync(_affiliate, row.MailId, Token));
    }

    [Fact]
    public async Task TryUpdate_SixteenAtOnce_ExactlyOneWins()
    {
        var row = NewRow();
        await Mails.AddAsync([row], Token);
        MailRow[] read = [await FindAsync(row), Assert.Single(await OpenAsync(row.Reader))];
        var rivals = Enumerable.Range(0, 16).Select(number => read[number % 2] with { Deliveries = number, State = (MailState)(number % 3), Settled = Start });

        var won = await Task.WhenAll(rivals.Select(rival => Task.Run(() => Mails.TryUpdateAsync(rival, Token), Token)));

        AssertEqual(Assert.Single(won, one => one is not null), await FindAsync(row));
    }

    [Theory]
    [InlineData(MailState.Open)]
    [InlineData(MailState.Dead)]
    [InlineData(MailState.Acknowledged)]
    public async Task Remove_AnyStateAndVersion_LeavesNothing(MailState state)
    {
        var row = NewRow();
        await Mails.AddAsync([row], Token);
        var old = await FindAsync(row);
        await ChangeAsync(old, state);

        await Mails.RemoveAsync(old, Token);
        await Mails.RemoveAsync(old, Token);

        Assert.Null(await Mails.FindAsync(_affiliate, row.MailId, Token));
        Assert.Empty(await OpenAsync(row.Reader));
        Assert.Equal(0, await Mails.ListDeadAsync(_affiliate, Token).CountAsync(Token));
        Assert.Equal(0, await Mails.RemoveAcknowledgedAsync(_affiliate, Start.AddYears(1), Token));
        await Mails.AddAsync([row], Token);
        AssertEqual(row, await FindAsync(row));
    }

    [Fact]
    public async Task RemoveAcknowledged_OldAndYoungAndOtherStates_RemovesTheOldOnes()
    {
        MailRow[] rows = [.. Enumerable.Range(0, 60).Select(_ => NewRow())];
        var other = NewRow() with { Affiliate = FreshAffiliates.Next() };
        await Mails.AddAsync(rows, Token);
        await Mails.AddAsync([other], Token);
        foreach (var (row, number) in rows.Append(other).Select((row, number) => (row, number)))
        {
            var state = number == 58 ? MailState.Open : number == 59 ? MailState.Dead : MailState.Acknowledged;
            var time = number == 57 ? Start : Start.AddTicks(-1);
            Assert.NotNull(await Mails.TryUpdateAsync(await FindAsync(row) with { State = state, Settled = time }, Token));
        }

        Assert.Equal(57, await Mails.RemoveAcknowledgedAsync(_affiliate, Start, Token));
        Assert.Equal(0, await Mails.RemoveAcknowledgedAsync(_affiliate, Start, Token));

        Assert.Null(await Mails.FindAsync(_affiliate, rows[0].MailId, Token));
        Assert.All(await Task.WhenAll([.. rows[57..].Select(FindAsync), FindAsync(other)]), Assert.NotNull);
    }

    [Fact]
    public async Task AnyCall_ProgrammersMistake_IsToldSo()
    {
        var row = NewRow();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Mails.AddAsync([], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Mails.AddAsync([row, NewRow() with { Affiliate = FreshAffiliates.Next() }], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Mails.AddAsync([row with { State = MailState.Dead }], Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Mails.TryUpdateAsync(row, Token));
        await Mails.AddAsync([row], Token);
        var found = await FindAsync(row);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Mails.TryUpdateAsync(found with { State = MailState.Acknowledged }, Token));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelledAndAddsNothing()
    {
        var row = NewRow();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mails.AddAsync([row], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mails.FindAsync(_affiliate, row.MailId, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mails.RemoveAsync(row, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Mails.RemoveAcknowledgedAsync(_affiliate, Start, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Mails.ListOpenAsync(_affiliate, row.Reader, cancelled).CountAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Mails.ListDeadAsync(_affiliate, cancelled).CountAsync(cancelled));
        Assert.Null(await Mails.FindAsync(_affiliate, row.MailId, Token));
    }

    /// <summary>Equal in every field but the version, which a stored row always has; how it looks may depend on how the row was read.</summary>
    private static void AssertEqual(MailRow? expected, MailRow? actual)
    {
        Assert.NotNull(actual);
        Assert.False(string.IsNullOrEmpty(actual.Version), "A stored row has a version.");
        Assert.Equal(expected, actual with { Version = expected?.Version });
    }

    private MailRow NewRow(ReaderId? reader = null) => SampleRows.Mail(_affiliate, _random, reader);

    private async Task<MailRow> FindAsync(MailRow row)
    {
        var found = await Mails.FindAsync(row.Affiliate, row.MailId, Token);
        Assert.NotNull(found);
        return found;
    }

    private async Task<MailRow[]> OpenAsync(ReaderId reader) => await Mails.ListOpenAsync(_affiliate, reader, Token).ToArrayAsync(Token);

    private async Task<MailRow> ChangeAsync(MailRow row, MailState state)
    {
        var changed = await Mails.TryUpdateAsync(
            row with { State = state, Settled = state == MailState.Open ? null : Start, Reason = state == MailState.Dead ? "mail.dead: it failed." : null }, Token);
        Assert.NotNull(changed);
        return changed;
    }
}
