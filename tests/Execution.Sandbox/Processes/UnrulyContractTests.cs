using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Errors;
using P8e.SampleRecords;
using static P8e.Execution.Sandbox.Tests.Support.SamplePool;

namespace P8e.Execution.Sandbox.Tests.Processes;

/// <summary>Contracts that do what they should not, in a real process: each gets a code, and the next call works.</summary>
public sealed class UnrulyContractTests
{
    private const string Unruly = "org.example.unruly.";

    [Theory]
    [InlineData("Exhausts", ErrorCodes.ContractMemoryExhausted, "memory")]
    [InlineData("Exits", ErrorCodes.ContractProcessEnded, "exit code 3")]
    [InlineData("Recurses", ErrorCodes.ContractProcessEnded, "signal 6")]
    [InlineData("WritesToThePipe", ErrorCodes.ContractProcessEnded, "killed")]
    [InlineData("ReturnsMuch", ErrorCodes.ContractMemoryExhausted, "memory")]
    public async Task RunAsync_OfAnUnrulyContract_FailsWithItsCodeAndServesTheNext(string contract, string code, string says)
    {
        using var pool = new SamplePool();
        var e = await Assert.ThrowsAnyAsync<P8eException>(() => pool.RunAsync(Unruly + contract, Function(contract == "ReturnsMuch" ? "blob" : "note", ANote)));
        Assert.Equal(code, e.Code);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.Equal(OutcomeKind.Passed, Assert.Single(await pool.RunAsync("org.p8evec.contract.OneRecord", Function("note", ANote))).Kind);
        Assert.Equal(2, pool.Starts);
    }

    [Fact]
    public async Task RunAsync_OfALoop_IsStoppedAtTheTimeLimit()
    {
        using var pool = new SamplePool(callMilliseconds: 1_000);
        var e = await Assert.ThrowsAsync<P8eStateException>(() => pool.RunAsync(Unruly + "Loops", Function("note", ANote)));
        Assert.Equal(ErrorCodes.ContractTimeLimit, e.Code);
        Assert.Equal(0, pool.Pool.Processes);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatPrints_KeepsThePipeClean()
    {
        using var pool = new SamplePool();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(OutcomeKind.Passed, Assert.Single(await pool.RunAsync("org.p8evec.contract.Printing", Function("note", ANote))).Kind);
        }

        Assert.Equal(1, pool.Starts);
    }

    [Fact]
    public async Task RunAsync_OfAContractThatWritesAFile_LeavesNoContent()
    {
        using var pool = new SamplePool();
        var path = Path.Combine(Path.GetTempPath(), $"p8e-sandbox-{Environment.ProcessId}");
        try
        {
            var e = await Record.ExceptionAsync(() => pool.RunAsync(Unruly + "WritesAFile", Function("note", Value("note", new Note { Text = path }))));
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
        using var pool = new SamplePool();
        var outcome = Assert.Single(await pool.RunAsync(Unruly + "ReadsTheEnvironment", Function("note", ANote)));
        var names = Note.Parser.ParseFrom(outcome.Value.Span).Text.Split(' ');
        // PWD and the like are the shell's own.
        Assert.Empty(names.Except(
            ["DOTNET_EnableDiagnostics", "DOTNET_EnableWriteXorExecute", "DOTNET_GCHeapHardLimit", "DOTNET_ROOT", "TZ", "PWD", "OLDPWD", "SHLVL", "_"]));
        Assert.Contains("TZ", names);
    }

    [Fact]
    public async Task RunAsync_OfAnExceptionThatThrows_StillFailsWithItsType()
    {
        using var pool = new SamplePool();
        var outcome = Assert.Single(await pool.RunAsync(Unruly + "ThrowsOddly", Function("note", ANote)));
        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Contains("MuteException", outcome.Error, StringComparison.Ordinal);
    }

    private static NamedValue ANote => Value("note", new Note { Text = "a note" });
}
