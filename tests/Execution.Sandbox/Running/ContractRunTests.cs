using Google.Protobuf;
using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Errors;
using P8e.SampleRecords;
using static P8e.Execution.Sandbox.Tests.Support.SamplePool;

namespace P8e.Execution.Sandbox.Tests.Running;

/// <summary>Runs of the recorded contracts' mirrors in one real process (p8e-sdk 5.2, 5.3).</summary>
public sealed class ContractRunTests(ContractRunTests.OnePool one) : IClassFixture<ContractRunTests.OnePool>
{
    private const string Recorded = "org.p8evec.contract.";

    private static readonly Note ANote = new() { Text = "a note" };
    private static readonly Loan ALoan = new() { LoanNumber = "L-1", Principal = new Money { Units = 250_000, Cents = 75, Currency = "USD" } };

    private SamplePool Pool { get; } = one.Pool;

    [Fact]
    public async Task Execute_OfSeveralFunctions_AnswersEachInItsOrder()
    {
        var borrower = new Borrower { FirstName = "Ada", LastName = "Lane" };
        var outcomes = await Pool.RunAsync(
            Recorded + "RecordLoan",
            Function("summary", Value("loan", ALoan), Value("borrower", borrower)),
            Function("loan", Value("loan", ALoan)),
            Function("documents"));
        Assert.Equal([OutcomeKind.Passed, OutcomeKind.Passed, OutcomeKind.Skipped], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(["summary", "loan", "documents"], outcomes.Select(outcome => outcome.RecordName));
        Assert.Equal(["p8evec.loan.LoanSummary", "p8evec.loan.Loan", "p8evec.loan.DocumentList"], outcomes.Select(outcome => outcome.MessageType));
        Assert.Equal(new LoanSummary { Text = "Ada Lane owes 250000 USD", StepCount = 1 }, LoanSummary.Parser.ParseFrom(outcomes[0].Value.Span));
        Assert.Equal(ALoan.ToByteArray(), outcomes[1].Value.ToArray());
    }

    [Fact]
    public async Task Execute_WithRecordsOfTheScope_ConstructsWithThem()
    {
        var payment = new Payment { Id = "p", Amount = new Money { Units = 250_000, Cents = 75 } };
        var outcome = Assert.Single(await Pool.RunWithAsync(
            Recorded + "UpdateLoan", [Value("loan", ALoan)], Function("applyPayment", Value("payment", payment))));
        Assert.Equal(LoanState.Paid, Loan.Parser.ParseFrom(outcome.Value.Span).State);
    }

    [Fact]
    public async Task Execute_WithARecordParameter_PassesTheConstructorsObject()
    {
        var outcome = Assert.Single(await Pool.RunWithAsync(Recorded + "RecordParameter", [Value("loan", ALoan)], Function("number")));
        Assert.Equal("L-1", Note.Parser.ParseFrom(outcome.Value.Span).Text);
    }

    [Theory]
    [InlineData(false, OutcomeKind.Passed)]
    [InlineData(true, OutcomeKind.Skipped)]
    public async Task Execute_WithSkipIfRecordExists_LooksAtTheScope(bool exists, OutcomeKind expected)
    {
        NamedValue[] records = exists ? [Value("notes", new NoteList())] : [];
        Assert.Equal(expected, Assert.Single(await Pool.RunWithAsync(Recorded + "Notes", records, Function("firstNote", Value("note", ANote)))).Kind);
    }

    [Fact]
    public async Task Execute_WithAValueOfAnotherType_Skips()
    {
        var outcome = Assert.Single(await Pool.RunAsync(Recorded + "OneRecord", Function("note", Value("note", ALoan))));
        Assert.Equal((OutcomeKind.Skipped, "note", "p8evec.loan.Note", 0), (outcome.Kind, outcome.RecordName, outcome.MessageType, outcome.Value.Length));
    }

    [Fact]
    public async Task Execute_OfAFunctionThatThrows_TellsTheCauseAndStops()
    {
        var calls = new[] { "alpha", "boom", "zeta" }.Select(name => Function(name, Value("note", ANote))).ToArray();
        var outcomes = await Pool.RunAsync(Recorded + "Failing", calls);
        Assert.Equal([OutcomeKind.Passed, OutcomeKind.Failed], outcomes.Select(outcome => outcome.Kind));
        Assert.StartsWith("refused: a note\n\nSystem.InvalidOperationException: refused: a note", outcomes[1].Error, StringComparison.Ordinal);
        Assert.Contains("inner cause", outcomes[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_OfTheClock_TellsTheRunsTime()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.FromHours(2));
        var request = new RunRequest(Recorded + "Clock", now, [], [Function("clock", Value("note", ANote))]);
        var outcome = Assert.Single(await Pool.RunForAsync("lender", request, TestContext.Current.CancellationToken));
        Assert.Equal(
            new ClockReading { Text = "2026-03-01T10:30Z", EpochSeconds = now.ToUnixTimeSeconds() }, ClockReading.Parser.ParseFrom(outcome.Value.Span));
    }

    [Theory]
    [InlineData("ConstructorThrows", "memo", "constructor refuses")]
    [InlineData("ClockInConstructor", "clock", "Current time wasn't set prior to contract construction.")]
    public async Task Execute_OfAConstructorThatThrows_IsTheOnlyOutcome(string contract, string function, string says)
    {
        var call = Function(function, Value("note", ANote));
        var outcome = Assert.Single(await Pool.RunAsync(Recorded + contract, call, call));
        Assert.Equal(OutcomeKind.ConstructorThrew, outcome.Kind);
        Assert.StartsWith(says, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReturnsNull", "nothing", ErrorCodes.ContractResultInvalid, "Invoked function returned null instead of type com.google.protobuf.Message")]
    [InlineData("UpdateLoan", "addDocument", ErrorCodes.ContractConstructorFailed, "no record 'loan'")]
    [InlineData("TakesList", "count", ErrorCodes.ContractConstructorFailed, "no record 'loans'")]
    [InlineData("NoSuchContract", "note", ErrorCodes.ContractNotFound, "no contract org.p8evec.contract.NoSuchContract")]
    [InlineData("OneRecord", "memo", ErrorCodes.ContractNotFound, "no function memo")]
    public async Task Execute_ThatCannotBeDone_SaysWhy(string contract, string function, string code, string says)
    {
        var e = await Assert.ThrowsAnyAsync<P8eException>(() => Pool.RunAsync(Recorded + contract, Function(function, Value("note", ANote))));
        Assert.Equal(code, e.Code);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UpdateLoan", "loan", "p8evec.loan.Note", "argument type mismatch")]
    [InlineData("TakesList", "loans", "p8evec.loan.Loan", "lists are never filled")]
    public async Task Execute_WithARecordThatDoesNotFit_IsNotConstructed(string contract, string record, string type, string says)
    {
        var e = await Assert.ThrowsAsync<P8eInputException>(() => Pool.RunWithAsync(
            Recorded + contract, [new NamedValue(record, type, ReadOnlyMemory<byte>.Empty)]));
        Assert.Equal(ErrorCodes.ContractConstructorFailed, e.Code);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Execute_WithBytesThatDoNotParse_IsRefused(bool inRecord)
    {
        byte[] cut = [0x0a, 0x7f];
        var e = await Assert.ThrowsAsync<P8eInputException>(() => inRecord
            ? Pool.RunWithAsync(Recorded + "UpdateLoan", [new NamedValue("loan", "p8evec.loan.Loan", cut)])
            : Pool.RunAsync(Recorded + "OneRecord", Function("note", new NamedValue("note", "p8evec.loan.Note", cut))));
        Assert.Equal(ErrorCodes.ContractValueUnreadable, e.Code);
    }

    public sealed class OnePool : IDisposable
    {
        internal SamplePool Pool { get; } = new();

        public void Dispose() => Pool.Dispose();
    }
}
