using Google.Protobuf;
using P8e.Cryptography.Keys;
using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Execution.Messages;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Execution.Tests.Support;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Execution.Tests.Engine;

/// <summary>What the recorded cases do not reach: see RecordedCasesTests for those.</summary>
public sealed class ContractEngineTests
{
    private static readonly DateTimeOffset Submitted = new(2031, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));

    [Fact]
    public async Task Execute_Call_CarriesWhatTheContractNeeds()
    {
        var scene = new Scene("OneRecord");

        var executed = await scene.ExecuteAsync(await scene.PackageAsync(), Submitted);

        Assert.Null(executed.Wire.Contract.StartTime); // It would be signed, and the JVM never sets it (B-3).
        var run = Assert.Single(scene.Runner.Runs);
        Assert.Equal("org.p8evec.contract.OneRecord", run.ClassName);
        Assert.Equal(scene.Specification.ContractPackage, run.ContractPackage);
        Assert.Equal("yctcnTrVeeHUXwN+rgk7Q1amEzaIYF3VorXBMflZUsw=", run.RecordPackage.ToString());
        Assert.Equal((Submitted, TimeSpan.Zero), (run.Now, run.Now.Offset));
        Assert.Empty(run.Records);
        var call = Assert.Single(run.Calls);
        Assert.Equal("note", call.Function);
        var input = Assert.Single(call.Inputs);
        Assert.Equal(("note", Scene.NoteClass), (input.Name, input.ClassName));
        Assert.Equal(Scene.Note, input.Bytes.ToArray());
    }

    [Fact]
    public async Task Execute_NoTime_IsTheEpochAsInTheJvm()
    {
        var scene = new Scene("OneRecord");

        _ = await scene.ExecuteAsync(await scene.PackageAsync());

        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(scene.Runner.Runs).Now);
    }

    [Fact]
    public async Task Execute_StartTimeInTheEnvelope_IsUsed()
    {
        var scene = new Scene("OneRecord");
        var packaged = (await scene.PackageAsync()).Wire.Clone();
        packaged.Contract.StartTime = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = 86_400 };

        _ = await scene.ExecuteAsync(new ContractEnvelope(packaged));

        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), Assert.Single(scene.Runner.Runs).Now);
    }

    [Fact]
    public async Task Execute_StartTimeOutOfRange_IsRefused()
    {
        var scene = new Scene("OneRecord");
        var packaged = (await scene.PackageAsync()).Wire.Clone();
        packaged.Contract.StartTime = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = long.MaxValue };

        await AssertRefusedAsync(scene, new ContractEnvelope(packaged), ErrorCodes.EnvelopeInvalid);
    }

    [Fact]
    public async Task Execute_FunctionThrows_SignsTheFailureAloneAndStoresNothing()
    {
        var scene = new Scene("Failing", call => call.Function == "boom" ? ContractCallResult.Threw("refused: x") : ScriptedRunner.Echo(call));
        var packaged = await scene.PackageAsync();
        var stored = scene.Objects.Puts.Count;

        var executed = await scene.ExecuteAsync(packaged);

        Assert.Equal(
            [("alpha", FunctionOutcome.Unknown), ("boom", FunctionOutcome.Fail), ("zeta", FunctionOutcome.Unknown)],
            executed.Results.Select(result => (result.Function, result.Outcome)));
        Assert.Equal("refused: x", executed.Failure!.Failure);
        Assert.Empty(executed.Failure.Record);
        Assert.Single(executed.Wire.Signatures);
        Assert.Equal(stored, scene.Objects.Puts.Count);
        Assert.Equal(["alpha", "boom", "zeta"], Assert.Single(scene.Runner.Runs).Calls.Select(call => call.Function));
        var error = Assert.Throws<P8eInputException>(() => EnvelopeMessages.Of(executed));
        Assert.Equal(ErrorCodes.ContractFunctionFailed, error.Code);
        Assert.DoesNotContain("refused: x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_LongFailureText_IsCut()
    {
        var scene = new Scene("OneRecord", _ => ContractCallResult.Threw(new string('x', ExecutionLimits.FailureCharactersMax + 1)));

        var executed = await scene.ExecuteAsync(await scene.PackageAsync());

        Assert.Equal(ExecutionLimits.FailureCharactersMax, executed.Failure!.Failure.Length);
    }

    [Fact]
    public async Task Execute_RunnerSkips_IsASkipWithTheDeclaredClass()
    {
        var scene = new Scene("OneRecord", _ => ContractCallResult.Skipped);

        var executed = await scene.ExecuteAsync(await scene.PackageAsync());

        Assert.Equal(new FunctionResult("note", FunctionOutcome.Skip, "note", string.Empty, Scene.NoteClass, string.Empty), Assert.Single(executed.Results));
    }

    [Fact]
    public async Task Execute_ValueOfAnotherClass_IsSkippedWithoutACall()
    {
        var scene = new Scene("OneRecord");
        var packaged = (await scene.PackageAsync()).Wire.Clone();
        packaged.Contract.Considerations[0].Inputs[0].Classname = "org.p8evec.proto.LoanRecords$Loan";

        var executed = await scene.ExecuteAsync(new ContractEnvelope(packaged));

        Assert.Equal(FunctionOutcome.Skip, Assert.Single(executed.Results).Outcome);
        Assert.Empty(scene.Runner.Runs);
    }

    [Theory]
    [InlineData(false, ErrorCodes.ContractConstructorFailed)]
    [InlineData(true, ErrorCodes.ContractValueUnreadable)]
    public async Task Execute_ContractThatCannotRun_EndsTheRunWithoutItsText(bool unreadable, string code)
    {
        var scene = new Scene("OneRecord", _ => unreadable ? ContractCallResult.ValueUnreadable("note") : ContractCallResult.ConstructorThrew("the secret"));

        var error = await AssertRefusedAsync(scene, await scene.PackageAsync(), code);

        Assert.DoesNotContain("the secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ResultWithoutAUsableClass_IsRefused()
    {
        var scene = new Scene("OneRecord", _ => ContractCallResult.Returned(new string('x', ExecutionLimits.NameCharactersMax + 1), Scene.Note));

        await AssertRefusedAsync(scene, await scene.PackageAsync(), ErrorCodes.ContractResultInvalid);
    }

    [Fact]
    public async Task Execute_ResultLongerThanTheLimit_IsRefused()
    {
        var scene = new Scene("OneRecord", _ => ContractCallResult.Returned(Scene.NoteClass, new byte[ExecutionLimits.RecordBytesMax + 1]));

        await AssertRefusedAsync(scene, await scene.PackageAsync(), ErrorCodes.ContractResultInvalid);
    }

    [Fact]
    public async Task Execute_RecordsOfTwoPackages_IsRefused()
    {
        var scene = new Scene("SameOutputTwice");
        var envelope = (await scene.PackageAsync()).Wire.Clone();
        var spec = scene.Specification.Wire.Clone();
        spec.FunctionSpecs[1].OutputSpec.Spec.ResourceLocation.Ref.Hash = scene.Specification.ContractPackage.ToString();
        var changed = ContractSpecification.Parse(spec.ToByteArray());
        scene.Objects.Place(changed.Hash, spec.ToByteArray());
        envelope.Contract.Spec.DataLocation.Ref.Hash = changed.Hash.ToString();

        await AssertRefusedAsync(scene, new ContractEnvelope(envelope), ErrorCodes.ContractSpecificationInvalid);
    }

    [Fact]
    public async Task Execute_FewerAnswersThanCalls_IsRefused()
    {
        var scene = new Scene("SameOutputTwice");
        var engine = new ContractEngine(scene.Objects, new SilentRunner(), scene.Signer);
        var packaged = await scene.PackageAsync();

        var error = await Assert.ThrowsAsync<P8eInputException>(() => engine.ExecuteAsync(packaged, null, [], Scene.Cancel));

        Assert.Equal(ErrorCodes.ContractResultInvalid, error.Code);
    }

    [Fact]
    public async Task Execute_OtherPackageThanTheSpecification_IsRefused()
    {
        var scene = new Scene("OneRecord");
        var packaged = (await scene.PackageAsync()).Wire.Clone();
        packaged.Contract.Definition.ResourceLocation.Ref.Hash = "yctcnTrVeeHUXwN+rgk7Q1amEzaIYF3VorXBMflZUsw=";

        await AssertRefusedAsync(scene, new ContractEnvelope(packaged), ErrorCodes.ContractDefinitionMismatch);
        Assert.Empty(scene.Runner.Runs);
    }

    [Fact]
    public async Task Execute_Outputs_AreForPartiesDataAccessAndFurtherReaders()
    {
        var scene = new Scene("OneRecord");
        var (reader, owner) = (Party.Named("reader").Key, Party.Named("another owner").Key);
        var session = scene.Session();
        session.AddProposedRecord("note", Scene.NoteClass, Scene.Note);
        session.AddDataAccess(reader);
        var packaged = session.Build();
        await packaged.StoreAsync(scene.Objects, Scene.Cancel);

        _ = await scene.ExecuteAsync(packaged.Envelope, null, owner, reader);

        PublicKey[] expected = [scene.Own.EncryptionKey, reader, owner];
        Assert.Equal(expected, scene.Objects.Puts.Last().Audience);
    }

    [Fact]
    public async Task Execute_OneValueForTwoFunctions_IsFetchedOnce()
    {
        var scene = new Scene("SameOutputTwice");
        var packaged = await scene.PackageAsync();

        _ = await scene.ExecuteAsync(packaged);

        Assert.Equal(2, scene.Objects.Gets.Count); // The specification and the note.
    }

    [Fact]
    public async Task Execute_MoreValuesThanTheLimit_IsRefused()
    {
        var scene = new Scene("OneRecord");
        var packaged = (await scene.PackageAsync()).Wire.Clone();
        packaged.Contract.Considerations[0].Inputs.Add(Enumerable.Range(0, ExecutionLimits.ValuesMax).Select(number =>
            new Protocol.Wire.ScopeContracts.ProposedRecord { Hash = Convert.ToBase64String(new Guid(number, 0, 0, new byte[8]).ToByteArray()) }));

        await AssertRefusedAsync(scene, new ContractEnvelope(packaged), ErrorCodes.LimitExceeded);
    }

    [Fact]
    public async Task Execute_Envelope_IsNotChanged()
    {
        var scene = new Scene("OneRecord");
        var packaged = await scene.PackageAsync();
        var before = packaged.ToBytes();

        _ = await scene.ExecuteAsync(packaged);

        Assert.Equal(before, packaged.ToBytes());
    }

    [Fact]
    public async Task Execute_SignerWhoseKeysDoNotMatch_IsRefused()
    {
        var scene = new Scene("OneRecord");
        var packaged = await scene.PackageAsync();
        scene.Signer = new MismatchedSigner(Party.Named("one").Key, Party.Named("two").Signer);

        var error = await AssertRefusedAsync(scene, packaged, ErrorCodes.EnvelopeSignerInconsistent);

        Assert.Contains("can't verify signature - public cert may not match private key.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<P8eInputException> AssertRefusedAsync(Scene scene, ContractEnvelope envelope, string code)
    {
        var stored = scene.Objects.Puts.Count;
        var error = await Assert.ThrowsAsync<P8eInputException>(() => scene.ExecuteAsync(envelope));
        Assert.Equal(code, error.Code);
        if (code != ErrorCodes.EnvelopeSignerInconsistent)
        {
            Assert.Equal(stored, scene.Objects.Puts.Count);
        }

        return error;
    }
}
