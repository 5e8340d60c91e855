using P8e.Execution.Ports;
using P8e.Execution.Sandbox.Tests.Support;
using P8e.Protocol.Errors;
using P8e.SampleRecords;

namespace P8e.Execution.Sandbox.Tests.Processes;

/// <summary>Contracts that do what they should not, through the runner in a real process: each gets a code, and the next call works.</summary>
public sealed class UnrulyContractTests
{
    private const string Unruly = "org.example.unruly.";

    [Theory]
    [InlineData("Exhausts", ErrorCodes.ContractMemoryExhausted, "memory")]
    [InlineData("ReturnsMuch", ErrorCodes.ContractMemoryExhausted, "memory")]
    [InlineData("Recurses", ErrorCodes.ContractProcessEnded, "signal 6")]
    [InlineData("Exits", ErrorCodes.ContractProcessEnded, "exit code 3")]
    [InlineData("FailsFast", ErrorCodes.ContractProcessEnded, "signal 6")]
    [InlineData("ThrowsInAThread", ErrorCodes.ContractProcessEnded, "signal 6")]
    [InlineData("WritesToThePipe", ErrorCodes.ContractProcessEnded, "ended")]
    [InlineData("ClosesHandles", ErrorCodes.ContractProcessEnded, "ended")]
    public async Task RunAsync_OfAnUnrulyContract_FailsWithItsCodeAndServesTheNext(string contract, string code, string says)
    {
        using var runner = new SampleRunner();
        var e = await Assert.ThrowsAnyAsync<P8eException>(() => runner.RunAsync(Unruly + contract, contract == "ReturnsMuch" ? "blob" : "note"));
        Assert.Equal(code, e.Code);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        await AssertServesTheNextAsync(runner, starts: 2);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatExhaustsNativeMemory_FailsAndServesTheNext()
    {
        using var runner = new SampleRunner();
        var e = await Assert.ThrowsAsync<P8eStateException>(() => runner.RunAsync(Unruly + "ExhaustsNative"));
        // The runtime itself may need the memory that is gone, and then ends.
        Assert.Contains(e.Code, new[] { ErrorCodes.ContractMemoryExhausted, ErrorCodes.ContractProcessEnded });
        await AssertServesTheNextAsync(runner, starts: 2);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatNeedsManyAssemblies_FindsThem()
    {
        using var runner = new SampleRunner();
        var result = await runner.RunAsync(Unruly + "UsesMuchOfTheFramework");
        Assert.Equal(ContractCallOutcome.Threw, result.Outcome);
        Assert.StartsWith("everything was there", result.Text, StringComparison.Ordinal);
        await AssertServesTheNextAsync(runner, starts: 1);
    }

    [Theory]
    [InlineData("CannotLoad", ErrorCodes.ContractPackageInvalid)]
    [InlineData("ExhaustsInATask", ErrorCodes.ContractMemoryExhausted)]
    public async Task RunAsync_OfAContractThatFailsForAnotherReasonThanItsOwn_IsNoAnswer(string contract, string code)
    {
        using var runner = new SampleRunner();
        var e = await Assert.ThrowsAnyAsync<P8eException>(() => runner.RunAsync(Unruly + contract));
        Assert.Equal(code, e.Code);
        Assert.DoesNotContain("assembly", e.Message, StringComparison.Ordinal); // The contract's own text.
        await AssertServesTheNextAsync(runner, starts: code == ErrorCodes.ContractMemoryExhausted ? 2 : 1);
    }

    [Fact]
    public async Task RunAsync_OfALoop_IsStoppedAtTheTimeLimit()
    {
        using var runner = new SampleRunner(callMilliseconds: 2_000);
        var e = await Assert.ThrowsAsync<P8eStateException>(() => runner.RunAsync(Unruly + "Loops"));
        Assert.Equal(ErrorCodes.ContractTimeLimit, e.Code);
        Assert.Equal(0, runner.Pool.Processes);
        await AssertServesTheNextAsync(runner, starts: 2);
    }

    [Fact]
    public async Task RunAsync_OfAFunctionThatThrows_IsAnAnswerAndServesTheNext()
    {
        using var runner = new SampleRunner();
        var result = await runner.RunAsync("org.p8evec.contract.Failing", "boom");
        Assert.Equal(ContractCallOutcome.Threw, result.Outcome);
        Assert.StartsWith("refused: a note", result.Text, StringComparison.Ordinal);
        await AssertServesTheNextAsync(runner, starts: 1);
    }

    [Fact]
    public async Task RunAsync_OfAnExceptionThatThrows_StillFailsWithItsType()
    {
        using var runner = new SampleRunner();
        var result = await runner.RunAsync(Unruly + "ThrowsOddly");
        Assert.Equal(ContractCallOutcome.Threw, result.Outcome);
        Assert.Contains("MuteException", result.Text, StringComparison.Ordinal);
        await AssertServesTheNextAsync(runner, starts: 1);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatLeavesThreads_ServesTheNextAndEndsWithThePool()
    {
        using var runner = new SampleRunner();
        Assert.Equal(ContractCallOutcome.Returned, (await runner.RunAsync(Unruly + "LeavesThreads")).Outcome);
        await AssertServesTheNextAsync(runner, starts: 1);
        runner.Dispose();
        Assert.Equal(0, runner.Pool.Processes);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatPrints_KeepsThePipeClean()
    {
        using var runner = new SampleRunner();
        Assert.Equal(ContractCallOutcome.Returned, (await runner.RunAsync("org.p8evec.contract.Printing")).Outcome);
        await AssertServesTheNextAsync(runner, starts: 1);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatWritesAFile_LeavesNoContent()
    {
        using var runner = new SampleRunner();
        var path = Path.Combine(Path.GetTempPath(), $"p8e-sandbox-{Environment.ProcessId}");
        try
        {
            var e = await Record.ExceptionAsync(() => runner.RunAsync(Unruly + "WritesAFile", text: path));
            var length = File.Exists(path) ? new FileInfo(path).Length : 0;
            Assert.Equal(0, length);
            Assert.True(e is null or P8eStateException { Code: ErrorCodes.ContractProcessEnded });
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task RunAsync_OfAContractThatReadsTheEnvironment_FindsNothingOfOurs()
    {
        using var runner = new SampleRunner();
        var result = await runner.RunAsync(Unruly + "ReadsTheEnvironment");
        var names = Note.Parser.ParseFrom(result.Bytes.Span).Text.Split(' ');
        // PWD and the like are the shell's own.
        Assert.Empty(names.Except(
            ["DOTNET_EnableDiagnostics", "DOTNET_EnableWriteXorExecute", "DOTNET_GCHeapHardLimit", "DOTNET_ROOT", "TZ", "PWD", "OLDPWD", "SHLVL", "_"]));
        Assert.Contains("TZ", names);
    }

    private static async Task AssertServesTheNextAsync(SampleRunner runner, int starts)
    {
        var next = await runner.RunAsync("org.p8evec.contract.OneRecord");
        Assert.Equal((ContractCallOutcome.Returned, SampleRunner.NoteClass), (next.Outcome, next.Text));
        Assert.Equal(starts, runner.Starts);
    }
}
