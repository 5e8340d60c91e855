using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Sessions;
using P8e.Ports;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.SampleRecords;
using P8e.SampleRecords.Shapes;
using static P8e.Execution.Sandbox.Tests.Support.SampleRunner;

namespace P8e.Execution.Sandbox.Tests.Processes;

/// <summary>The engine over real processes: what contracts do becomes what the engine signs or refuses.</summary>
public sealed class SandboxRunnerTests(SandboxRunnerTests.OneRunner one) : IClassFixture<SandboxRunnerTests.OneRunner>
{
    private const string Recorded = "org.p8evec.contract.";

    private static readonly Party Lender = Party.Named("lender");
    private static readonly byte[] Unreadable = [0x0a, 0x7f];

    private SampleRunner Sample { get; } = one.Sample;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_OfAFunctionThatReturns_Passes()
    {
        var executed = await ExecuteAsync("OneRecord", "note", Note("n").Bytes);

        var result = Assert.Single(executed.Results);
        Assert.Equal((FunctionOutcome.Pass, NoteClass), (result.Outcome, result.ClassName));
        Assert.Equal(Note("n").Bytes.ToArray(), await Sample.Objects.GetAsync(ObjectHash.Parse(result.Hash), 100, Cancellation));
        Assert.Single(executed.Wire.Signatures);
    }

    [Fact]
    public async Task Execute_OfAFunctionThatThrows_SignsItsText()
    {
        var executed = await ExecuteAsync("Failing", "note", Note("n").Bytes);

        Assert.Equal(("boom", FunctionOutcome.Fail), (executed.Failure!.Function, executed.Failure.Outcome));
        Assert.StartsWith("refused: n\n\nSystem.InvalidOperationException", executed.Failure.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReturnsNull", "note", ErrorCodes.ContractResultInvalid)]
    [InlineData("ConstructorThrows", "note", ErrorCodes.ContractConstructorFailed)]
    [InlineData("OneRecord", "unreadable", ErrorCodes.ContractValueUnreadable)]
    public async Task Execute_WithoutAResult_IsRefused(string contract, string what, string code)
    {
        var e = await Assert.ThrowsAsync<P8eInputException>(() => ExecuteAsync(contract, "note", what == "unreadable" ? Unreadable : Note("n").Bytes));
        Assert.Equal(code, e.Code);
        Assert.DoesNotContain("constructor refuses", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WithRecordsOfTheScope_SkipsOrReadsThem()
    {
        var notes = new ContractValue("notes", "org.p8evec.proto.LoanRecords$NoteList", default);
        var other = new ContractValue("other", "org.example.Unknown", Unreadable);
        ContractCall[] calls = [new("firstNote", [Note("n")]), new("appendNote", [Note("n")])];

        var results = await Sample.Runner.RunAsync(Run(Recorded + "Notes", calls, notes, other), Cancellation);

        Assert.Equal([ContractCallOutcome.Skipped, ContractCallOutcome.Returned], results.Select(result => result.Outcome));
        Assert.Equal("org.p8evec.proto.LoanRecords$NoteList", results[1].Text);
        Assert.Equal("n", Assert.Single(NoteList.Parser.ParseFrom(results[1].Bytes.Span).Notes).Text);
    }

    [Fact]
    public async Task RunAsync_OfAConstructorThatThrows_TellsItsText()
    {
        var result = await Sample.RunAsync(Recorded + "ConstructorThrows", "memo");
        Assert.Equal(ContractCallOutcome.ConstructorThrew, result.Outcome);
        Assert.StartsWith("constructor refuses", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("org.example.Unknown")]
    [InlineData("p8evec.loan.Loan")] // A protobuf name is no class.
    [InlineData("org.p8evec.proto.LoanRecords$Note")]
    public async Task RunAsync_WithARecordOfAnotherClass_IsNotConstructed(string className)
    {
        var e = await Assert.ThrowsAsync<P8eInputException>(() => Sample.Runner.RunAsync(
            Run(Recorded + "UpdateLoan", [new ContractCall("addDocument", [])], new ContractValue("loan", className, default)), Cancellation));
        Assert.Equal(ErrorCodes.ContractConstructorFailed, e.Code);
        Assert.Contains("argument type mismatch", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfAnUnknownContract_IsNotFound() =>
        Assert.Equal(ErrorCodes.ContractNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => Sample.RunAsync(Recorded + "Nobody"))).Code);

    [Fact]
    public async Task RunAsync_WithMoreThanAMessageHolds_IsRefusedAndServesTheNext()
    {
        using var sample = new SampleRunner();
        await sample.RunAsync(Recorded + "OneRecord");
        var large = new ContractValue("note", NoteClass, new byte[ExecutionLimits.RecordBytesMax]);
        var calls = Enumerable.Repeat(new ContractCall("note", [large]), 5).ToArray();
        var e = await Assert.ThrowsAsync<P8eInputException>(() => sample.Runner.RunAsync(Run(Recorded + "OneRecord", calls), Cancellation));
        Assert.Equal(ErrorCodes.LimitExceeded, e.Code);
        await sample.RunAsync(Recorded + "OneRecord");
        Assert.Equal((1, 1), (sample.Starts, sample.DescriptorReads));
    }

    [Fact]
    public async Task RunAsync_OfAPackageThatIsTooLong_IsRefused()
    {
        var hash = ObjectHash.FromBytes(new byte[32]);
        Sample.Objects.Place(hash, new byte[ExecutionLimits.AssemblyBytesMax + 1]);
        var run = Run(Recorded + "OneRecord", [new ContractCall("note", [])]) with { ContractPackage = hash };
        Assert.Equal(ErrorCodes.LimitExceeded, (await Assert.ThrowsAsync<P8eInputException>(() => Sample.Runner.RunAsync(run, Cancellation))).Code);
    }

    [Theory]
    [InlineData("p8evec.loan.Note")]
    [InlineData("p8evec.loan.ServicingTerms.AttributesEntry")]
    public void ClassOf_AMessageThatTheDescriptorsLack_IsRefused(string messageType)
    {
        var types = new RecordTypes(DescriptorSet.FromFiles([ShapesReflection.Descriptor]));
        Assert.Equal(ErrorCodes.ContractResultInvalid, Assert.Throws<P8eInputException>(() => types.ClassOf(messageType, "note")).Code);
    }

    private async Task<ContractEnvelope> ExecuteAsync(string contract, string input, ReadOnlyMemory<byte> value)
    {
        var bytes = await Sample.SpecificationAsync(Recorded + contract);
        var specification = ContractSpecification.Parse(bytes);
        Sample.Objects.Place(specification.Hash, bytes);
        var ids = new SessionIds(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var session = new SessionBuilder(specification, ids, new Participant(PartyRole.Originator, Lender.Key, Lender.Key), mainNet: false);
        session.AddProposedRecord(input, NoteClass, value);
        var packaged = session.Build();
        await packaged.StoreAsync(Sample.Objects, Cancellation);
        return await new ContractEngine(Sample.Objects, Sample.Runner, Lender.Signer).ExecuteAsync(packaged.Envelope, null, [], Cancellation);
    }

    public sealed class OneRunner : IDisposable
    {
        internal SampleRunner Sample { get; } = new();

        public void Dispose() => Sample.Dispose();
    }
}
