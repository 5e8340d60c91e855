using System.Globalization;
using P8e.Durable.Ports;

namespace P8e.Ports.Durable;

/// <summary>What every <see cref="IHubStore"/> does. A test class of an adapter derives from this; the adapter may be shared and slow, so every test has its own instances and shard.</summary>
public abstract class HubStoreConformance
{
    private static int _tests;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly SeededRandomSource _random = new(20260301);
    private readonly int _shard = Interlocked.Increment(ref _tests);

    /// <summary>The adapter under test.</summary>
    protected abstract IHubStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Instance => string.Create(CultureInfo.InvariantCulture, $"Instanz {_shard} ä:'\"%{new string('x', 200)}");

    [Fact]
    public async Task Find_Nothing_IsNull()
    {
        Assert.Null(await Store.FindAsync(Instance, Token));
        Assert.Empty(await Store.ReadHistoryAsync(Instance, 1, Token).ToListAsync(Token));
        Assert.Empty(await Store.ReadMessagesAsync(Instance, 10, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(HubLimits.StateBytesMax)]
    public async Task TryCommit_StateOfAnySize_IsFound(int length)
    {
        var state = _random.Next(length);

        var version = await Store.TryCommitAsync(new HubCommit(Instance, null, state), Token);

        var found = await Store.FindAsync(Instance, Token);
        Assert.Equal(version, found!.Version);
        Assert.Equal(state, found.State.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("first")]
    public async Task TryCommit_OnAnotherVersion_WritesNothing(string? expected)
    {
        var first = await Store.TryCommitAsync(new HubCommit(Instance, null, _random.Next(3)), Token);
        var second = await Store.TryCommitAsync(new HubCommit(Instance, first, _random.Next(4)), Token);
        await Store.AddMessageAsync(Instance, new HubMessage("1", _random.Next(5)), Token);

        var late = new HubCommit(Instance, expected is null ? null : first, _random.Next(6)) { History = [new HubHistoryRow(1, 0, _random.Next(7))], ConsumedMessages = ["1"] };

        Assert.Null(await Store.TryCommitAsync(late, Token));
        Assert.Equal(second, (await Store.FindAsync(Instance, Token))!.Version);
        Assert.Empty(await Store.ReadHistoryAsync(Instance, 1, Token).ToListAsync(Token));
        Assert.Single(await Store.ReadMessagesAsync(Instance, 10, Token));
    }

    [Fact]
    public async Task TryCommit_ExpectedButMissing_WritesNothing()
    {
        var version = await Store.TryCommitAsync(new HubCommit(Instance, null, _random.Next(3)), Token);
        Assert.True(await Store.TryRemoveAsync(Instance, version!, Token));

        Assert.Null(await Store.TryCommitAsync(new HubCommit(Instance, version, _random.Next(3)), Token));
        Assert.Null(await Store.FindAsync(Instance, Token));
    }

    [Fact]
    public async Task TryCommit_ManyAtOnce_OneWins()
    {
        var first = await Store.TryCommitAsync(new HubCommit(Instance, null, _random.Next(3)), Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Store.TryCommitAsync(new HubCommit(Instance, first, new byte[] { (byte)number }) { History = [new HubHistoryRow(1, 0, new byte[] { (byte)number })] }, Token)));

        var winner = Assert.Single(answers, answer => answer is not null);
        var found = await Store.FindAsync(Instance, Token);
        Assert.Equal(winner, found!.Version);
        Assert.Equal(found.State.ToArray(), (await Store.ReadHistoryAsync(Instance, 1, Token).SingleAsync(Token)).Records.ToArray());
    }

    [Fact]
    public async Task ReadHistory_SeveralGenerations_GivesOneInOrder()
    {
        string? version = null;
        for (var number = 0; number < 12; number++)
        {
            var rows = new[] { new HubHistoryRow(1, number, new byte[] { (byte)number }), new HubHistoryRow(2, number, _random.Next(9)) };
            version = await Store.TryCommitAsync(new HubCommit(Instance, version, _random.Next(3)) { History = rows }, Token);
        }

        var read = await Store.ReadHistoryAsync(Instance, 1, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, 12), read.Select(row => row.Number));
        Assert.All(read, row => Assert.Equal((byte)row.Number, row.Records.Span[0]));

        await Store.RemoveHistoryAsync(Instance, 1, Token);
        await Store.RemoveHistoryAsync(Instance, 1, Token);
        Assert.Empty(await Store.ReadHistoryAsync(Instance, 1, Token).ToListAsync(Token));
        Assert.Equal(12, (await Store.ReadHistoryAsync(Instance, 2, Token).ToListAsync(Token)).Count);
    }

    [Fact]
    public async Task TryCommit_AsLargeAsAllowed_IsWritten()
    {
        var messages = Enumerable.Range(0, 90).Select(number => number.ToString("D4", CultureInfo.InvariantCulture)).ToArray();
        foreach (var id in messages)
        {
            await Store.AddMessageAsync(Instance, new HubMessage(id, _random.Next(HubLimits.MessageBytesMax)), Token);
        }

        var rows = Enumerable.Range(0, 5).Select(number => new HubHistoryRow(1, number, _random.Next(HubLimits.HistoryRowBytesMax))).ToArray();
        var commit = new HubCommit(Instance, null, _random.Next(HubLimits.StateBytesMax)) { History = rows, ConsumedMessages = messages };

        Assert.NotNull(await Store.TryCommitAsync(commit, Token));
        Assert.Empty(await Store.ReadMessagesAsync(Instance, 10, Token));
        var read = await Store.ReadHistoryAsync(Instance, 1, Token).ToListAsync(Token);
        Assert.Equal(rows.Select(row => Convert.ToHexString(row.Records.Span)), read.Select(row => Convert.ToHexString(row.Records.Span)));
    }

    [Fact]
    public async Task ReadMessages_MoreThanAsked_GivesTheFirstById()
    {
        foreach (var id in new[] { "0003-b", "0001-z", "0003-a", "0002-0" })
        {
            await Store.AddMessageAsync(Instance, new HubMessage(id, new byte[] { 1 }), Token);
        }

        await Store.AddMessageAsync(Instance, new HubMessage("0001-z", new byte[] { 1 }), Token);

        Assert.Equal(["0001-z", "0002-0", "0003-a"], (await Store.ReadMessagesAsync(Instance, 3, Token)).Select(message => message.Id));
        Assert.Equal(4, (await Store.ReadMessagesAsync(Instance, 9, Token)).Count);
    }

    [Fact]
    public async Task TryRemove_OtherVersion_KeepsIt()
    {
        var first = await Store.TryCommitAsync(new HubCommit(Instance, null, _random.Next(3)), Token);
        var second = await Store.TryCommitAsync(new HubCommit(Instance, first, _random.Next(3)), Token);
        await Store.AddMessageAsync(Instance, new HubMessage("1", _random.Next(3)), Token);

        Assert.False(await Store.TryRemoveAsync(Instance, first!, Token));
        Assert.True(await Store.TryRemoveAsync(Instance, second!, Token));
        Assert.False(await Store.TryRemoveAsync(Instance, second!, Token));
        Assert.Empty(await Store.ReadMessagesAsync(Instance, 10, Token));
    }

    [Fact]
    public async Task ReadReminders_PageByPage_GivesAllInOrderOfTime()
    {
        var reminders = Enumerable.Range(0, 25).Select(number => new HubReminder(Start.AddTicks(number / 3), "i" + (number % 3), "r" + (char)('a' + number))).ToArray();
        foreach (var reminder in reminders.Reverse().Append(reminders[3]))
        {
            await Store.AddReminderAsync(_shard, reminder, Token);
        }

        var read = new List<HubReminder>();
        for (HubReminder? last = null; ;)
        {
            var page = await Store.ReadRemindersAsync(_shard, last, 10, Token);
            read.AddRange(page);
            if (page.Count == 0)
            {
                break;
            }

            last = page[^1];
        }

        Assert.Equal(reminders.OrderBy(one => one.Due).ThenBy(one => one.InstanceId, StringComparer.Ordinal).ThenBy(one => one.Reason, StringComparer.Ordinal), read);
        await RemoveAllAsync(read);
    }

    [Fact]
    public async Task RemoveReminder_Twice_RemovesOnlyIt()
    {
        var one = new HubReminder(Start, Instance, "message:0001-a");
        var other = one with { Reason = "timer" };
        await Store.AddReminderAsync(_shard, one, Token);
        await Store.AddReminderAsync(_shard, other, Token);

        await Store.RemoveReminderAsync(_shard, one, Token);
        await Store.RemoveReminderAsync(_shard, one, Token);

        Assert.Equal([other], await Store.ReadRemindersAsync(_shard, null, 10, Token));
        await RemoveAllAsync([other]);
    }

    [Fact]
    public async Task TryHoldLease_OfAnother_OnlyWhenItHasRunOut()
    {
        Assert.True(await Store.TryHoldLeaseAsync(_shard, "one", Start, Start.AddSeconds(60), Token));
        Assert.False(await Store.TryHoldLeaseAsync(_shard, "two", Start.AddSeconds(59), Start.AddSeconds(119), Token));
        Assert.True(await Store.TryHoldLeaseAsync(_shard, "one", Start.AddSeconds(30), Start.AddSeconds(90), Token));
        Assert.False(await Store.TryHoldLeaseAsync(_shard, "two", Start.AddSeconds(60), Start.AddSeconds(120), Token));
        Assert.True(await Store.TryHoldLeaseAsync(_shard, "two", Start.AddSeconds(90), Start.AddSeconds(150), Token));
        Assert.False(await Store.TryHoldLeaseAsync(_shard, "one", Start.AddSeconds(91), Start.AddSeconds(151), Token));
    }

    [Fact]
    public async Task ReleaseLease_OfItsOwner_FreesIt()
    {
        Assert.True(await Store.TryHoldLeaseAsync(_shard, "one", Start, Start.AddSeconds(60), Token));

        await Store.ReleaseLeaseAsync(_shard, "two", Token);
        Assert.False(await Store.TryHoldLeaseAsync(_shard, "two", Start, Start.AddSeconds(60), Token));

        await Store.ReleaseLeaseAsync(_shard, "one", Token);
        Assert.True(await Store.TryHoldLeaseAsync(_shard, "two", Start, Start.AddSeconds(60), Token));
    }

    [Fact]
    public async Task TryHoldLease_ManyAtOnce_OneWins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            Store.TryHoldLeaseAsync(_shard, "owner-" + number, Start, Start.AddSeconds(60), Token)));

        Assert.Single(answers, answer => answer);
    }

    private async Task RemoveAllAsync(IEnumerable<HubReminder> reminders)
    {
        foreach (var reminder in reminders)
        {
            await Store.RemoveReminderAsync(_shard, reminder, Token);
        }
    }
}
