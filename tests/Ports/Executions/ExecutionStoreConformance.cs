using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.Ports;

namespace P8e.Ports.Executions;

/// <summary>What every <see cref="IExecutionStore"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class ExecutionStoreConformance
{
    private static readonly DateTimeOffset Begun = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly AffiliateName _affiliate = FreshAffiliates.Next();

    /// <summary>The adapter under test.</summary>
    protected abstract IExecutionStore Executions { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_NothingThere_IsEmpty()
    {
        var page = await Executions.ListAsync(_affiliate, null, 10, Token);

        Assert.Empty(page.Items);
        Assert.Null(page.Cursor);
    }

    [Fact]
    public async Task Begin_Repeated_StaysAsItIs()
    {
        var row = Row(1);
        await Executions.BeginAsync(_affiliate, row, Token);
        await Executions.EndAsync(_affiliate, Ended(row), Token);

        await Executions.BeginAsync(_affiliate, row, Token);

        Assert.Equal(Ended(row), Assert.Single((await Executions.ListAsync(_affiliate, null, 10, Token)).Items));
    }

    [Fact]
    public async Task End_NeverBegunOrTwice_IsListedOnce()
    {
        await Executions.EndAsync(_affiliate, Ended(Row(1)), Token);
        await Executions.EndAsync(_affiliate, Ended(Row(1)), Token);

        Assert.Equal(Ended(Row(1)), Assert.Single((await Executions.ListAsync(_affiliate, null, 10, Token)).Items));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task List_InPages_IsNewestFirstAndWhole(int most)
    {
        foreach (var number in (int[])[2, 5, 1, 4, 3])
        {
            await Executions.BeginAsync(_affiliate, Row(number), Token);
        }

        List<ExecutionRow> found = [];
        string? cursor = null;
        do
        {
            var page = await Executions.ListAsync(_affiliate, cursor, most, Token);
            Assert.InRange(page.Items.Count, 1, most);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(((int[])[5, 4, 3, 2, 1]).Select(Row), found);
    }

    [Fact]
    public async Task List_OfAnother_IsEmpty()
    {
        await Executions.BeginAsync(_affiliate, Row(1), Token);

        Assert.Empty((await Executions.ListAsync(FreshAffiliates.Next(), null, 10, Token)).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x' or PartitionKey ne 'x")]
    public async Task List_ForeignCursor_IsRefused(string cursor)
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(() => Executions.ListAsync(_affiliate, cursor, 10, Token));

        Assert.Equal(ErrorCodes.RequestMalformed, error.Code);
    }

    private static ExecutionRow Row(int number) => new($"ex-{number}", "com.example.Loan", new Guid(number, 0, 0, new byte[8]), Begun.AddSeconds(number));

    private static ExecutionRow Ended(ExecutionRow row) => row with
    {
        State = ExecutionState.Failed, FailedStep = "executed", ErrorCode = "contract.function_failed", Transaction = "AB", Height = 7,
    };
}
