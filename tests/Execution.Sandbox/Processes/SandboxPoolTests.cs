using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Errors;
using P8e.SampleRecords;
using static P8e.Execution.Sandbox.Tests.Support.SamplePool;

namespace P8e.Execution.Sandbox.Tests.Processes;

/// <summary>When processes start, are shared, replaced and ended.</summary>
public sealed class SandboxPoolTests
{
    private static readonly RunRequest OneNote = new(
        "org.p8evec.contract.OneRecord", DateTimeOffset.UnixEpoch, [], [Function("note", Value("note", new Note { Text = "n" }))]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_RepeatedAndAtOnce_UsesOneProcess()
    {
        using var pool = new SamplePool();
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pool.RunForAsync("lender", OneNote, Cancellation)));
        Assert.All(runs, outcomes => Assert.Equal(OutcomeKind.Passed, Assert.Single(outcomes).Kind));
        Assert.Equal((1, 1), (pool.Starts, pool.Pool.Processes));
    }

    [Fact]
    public async Task RunAsync_OfTwoAffiliates_SharesNoProcess()
    {
        using var pool = new SamplePool();
        await pool.RunForAsync("lender", OneNote, Cancellation);
        await pool.RunForAsync("servicer", OneNote, Cancellation);
        Assert.Equal((2, 2), (pool.Starts, pool.Pool.Processes));
    }

    [Fact]
    public async Task RunAsync_WithMoreKeysThanPlaces_TakesTurns()
    {
        using var pool = new SamplePool(maxProcesses: 1);
        string[] affiliates = ["a", "b", "c", "a", "b", "c"];
        await Task.WhenAll(affiliates.Select(affiliate => pool.RunForAsync(affiliate, OneNote, Cancellation)));
        Assert.True(pool.Pool.Processes <= 1);
        Assert.True(pool.Starts >= 3);
    }

    [Fact]
    public async Task RunAsync_AfterEnoughCalls_StartsAFreshProcess()
    {
        using var pool = new SamplePool(callsPerProcess: 1);
        await pool.RunForAsync("lender", OneNote, Cancellation);
        await pool.RunForAsync("lender", OneNote, Cancellation);
        Assert.Equal(2, pool.Starts);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTheProcessAndServesTheNext()
    {
        using var pool = new SamplePool();
        await pool.RunForAsync("lender", OneNote, Cancellation);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var looping = OneNote with { ContractClass = "org.example.unruly.Loops" };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.RunForAsync("lender", looping, cancellation.Token));
        Assert.Equal(0, pool.Pool.Processes);
        await pool.RunForAsync("lender", OneNote, Cancellation);
        Assert.Equal(2, pool.Starts);
    }

    [Fact]
    public async Task IdleTime_Passed_EndsTheProcess()
    {
        var time = new ManualTime();
        using var pool = new SamplePool(time: time);
        await pool.RunForAsync("lender", OneNote, Cancellation);
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(1, pool.Pool.Processes);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, pool.Pool.Processes);
    }

    [Fact]
    public async Task Dispose_DuringACall_EndsIt()
    {
        var pool = new SamplePool();
        await pool.RunForAsync("lender", OneNote, Cancellation);
        var running = pool.RunForAsync("lender", OneNote with { ContractClass = "org.example.unruly.Loops" }, Cancellation);
        pool.Dispose();
        Assert.Equal(ErrorCodes.ContractProcessEnded, (await Assert.ThrowsAsync<P8eStateException>(() => running)).Code);
        Assert.Equal(0, pool.Pool.Processes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.RunForAsync("lender", OneNote, Cancellation));
    }

    [Fact]
    public async Task RunAsync_WithoutTheExecutable_SaysSo()
    {
        using var pool = new SandboxPool(new SandboxOptions { ExecutablePath = "/nonexistent/sandbox" }, TimeProvider.System);
        var e = await Assert.ThrowsAsync<P8eTransientException>(() => pool.RunAsync(
            SampleFiles.KeyOf("lender"), SampleFiles.ReadAsync, OneNote, Cancellation));
        Assert.Equal(ErrorCodes.SandboxUnavailable, e.Code);
        Assert.Equal(0, pool.Processes);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(60_000, 0)]
    [InlineData(60_000, 257)]
    [InlineData(600_000, 2)]
    public void Constructor_WithAnOptionOutOfRange_NamesIt(int callMilliseconds, int maxProcesses) =>
        Assert.Contains("must be", Assert.Throws<ArgumentException>(() => new SamplePool(callMilliseconds, maxProcesses)).Message, StringComparison.Ordinal);
}
