using P8e.Durable.Tests.Support;
using P8e.Durable.Wire;

namespace P8e.Durable.Tests.Replay;

/// <summary>User code that leaves its context is refused, never half replayed (functions-host 4.4).</summary>
public sealed class ForeignAwaitTests
{
    public static TheoryData<string, Func<OrchestrationContext, Task<string?>>> Offences => new()
    {
        { "a task of its own", async _ => await new TaskCompletionSource<string?>().Task },
        { "a wait of the platform", async _ => { await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System); return null; } },
        { "work of the thread pool", async _ => await Task.Run(() => Blocked()) },
        { "a semaphore", async _ => { await new SemaphoreSlim(0).WaitAsync(); return null; } },
        { "a lost context", async context => { await context.WaitAsync(TimeSpan.Zero).ConfigureAwait(false); context.NewGuid(); return null; } },
    };

    [Theory]
    [MemberData(nameof(Offences))]
    public void Execute_AwaitOfSomethingForeign_FailsTheInstance(string what, Func<OrchestrationContext, Task<string?>> orchestrator)
    {
        var outcome = History.Of().Fired(0).Run(orchestrator);

        Assert.True(DurableErrorCodes.ForeignAwait == outcome.Completion?.FailureDetails?.ErrorType, what);
        Assert.True(outcome.Completion.FailureDetails.IsNonRetriable);
        Assert.Single(outcome.Actions);
    }

    [Fact]
    public void Execute_ContextUsedOnAnotherThread_FailsTheInstance()
    {
        var outcome = History.Of().Run(async context =>
        {
            var thread = new Thread(() => Record.Exception(() => context.NewGuid()));
            thread.Start();
            thread.Join();
            return await context.CallActivityAsync<string?>("A");
        });

        Assert.Equal(DurableErrorCodes.ForeignAwait, Assert.Single(outcome.Actions).CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Fact]
    public void NewGuid_AfterTheRun_Throws()
    {
        OrchestrationContext? kept = null;
        History.Of().Run(context =>
        {
            kept = context;
            return Task.FromResult<string?>(null);
        });

        Assert.Equal(DurableErrorCodes.RunOver, Assert.Throws<DurableException>(() => kept!.NewGuid()).Code);
    }

    [Fact]
    public void Execute_CallsAfterTheOutcome_DecideNothing()
    {
        var outcome = History.Of().Raised("late").Run(context =>
        {
            _ = LateAsync(context);
            return Task.FromResult<string?>("done");
        });

        Assert.Equal(OrchestrationStatus.Completed, Assert.Single(outcome.Actions).CompleteOrchestration.OrchestrationStatus);

        static async Task LateAsync(OrchestrationContext context)
        {
            await context.WaitForEventAsync<string?>("late");
            await context.CallActivityAsync("never");
        }
    }

    [Fact]
    public void Execute_OfAThreadThatHasAContext_GivesItBack()
    {
        var own = new SynchronizationContext();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(own);
        try
        {
            History.Of().Run(_ => throw new InvalidOperationException());
            Assert.Same(own, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public void Execute_ExceptionOfAsyncVoid_FailsTheInstance()
    {
        var outcome = History.Of().Fired(0).Run(async context =>
        {
            Forgotten(context);
            return await context.WaitForEventAsync<string?>("never");
        });

        Assert.Equal(typeof(NotSupportedException).FullName, outcome.Completion?.FailureDetails.ErrorType);

        static async void Forgotten(OrchestrationContext context)
        {
            await context.WaitAsync(TimeSpan.Zero);
            throw new NotSupportedException("forgotten");
        }
    }

    private static string? Blocked()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        return null;
    }
}
