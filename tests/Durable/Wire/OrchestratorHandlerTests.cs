using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Durable.Tests.Support;
using P8e.Durable.Wire;
using P8e.Ports.Durable;

namespace P8e.Durable.Tests.Wire;

/// <summary>The host always gets an answer it can use (functions-host 3.2 to 3.4).</summary>
public sealed class OrchestratorHandlerTests
{
    private static OrchestratorHandler Handler => new(new OrchestratorRegistry().Add(
        "Test", () => new LambdaOrchestrator<string?, string?>((context, input) => context.CallActivityAsync<string?>("A", input))));

    [Fact]
    public void Handle_ActivityInput_TravelsAsTextInsideAString()
    {
        var answer = Answer(new OrchestratorRequest { InstanceId = "i", NewEvents = { History.Of("\"x\"").Events } });

        Assert.Equal("\"\\\"x\\\"\"", answer.Actions[0].ScheduleTask.Input);
    }

    [Theory]
    [InlineData("\"{\\\"ok\\\":true,\\\"value\\\":\\\"x\\\"}\"", OrchestrationStatus.Completed, "\"x\"")]
    [InlineData("\"{\\\"ok\\\":true}\"", OrchestrationStatus.Completed, null)]
    [InlineData("\"{\\\"ok\\\":false,\\\"error\\\":{\\\"type\\\":\\\"t\\\",\\\"message\\\":\\\"m\\\"}}\"", OrchestrationStatus.Failed, null)]
    [InlineData("\"bare\"", OrchestrationStatus.Failed, null)]
    [InlineData("{\"ok\":true}", OrchestrationStatus.Failed, null)]
    [InlineData(null, OrchestrationStatus.Failed, null)]
    public void Handle_ActivityResult_IsTakenOutOfItsEnvelope(string? result, object status, string? output)
    {
        var answer = Answer(new OrchestratorRequest { InstanceId = "i", NewEvents = { History.Of().Scheduled(0, "A").Completed(0, result).Events } });

        var completion = answer.Actions[^1].CompleteOrchestration;
        Assert.Equal(((OrchestrationStatus)status, output), (completion.OrchestrationStatus, completion.Result));
    }

    [Fact]
    public void Handle_StateLeftOut_AsksForTheHistory()
    {
        var request = new OrchestratorRequest { InstanceId = "i", NewEvents = { new History().At(History.Start).Events } };
        request.Properties.Add("IncludeState", Value.ForBool(false));

        var answer = Answer(request);

        Assert.True(answer.RequiresHistory);
        Assert.Empty(answer.Actions);
    }

    [Fact]
    public void Handle_HistoryWithoutStart_FailsTheInstance()
    {
        var answer = Answer(new OrchestratorRequest { InstanceId = "i", NewEvents = { new History().At(History.Start).Events } });

        Assert.Equal(DurableErrorCodes.RequestMalformed, answer.Actions.Single().CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Fact]
    public void Handle_BytesThatAreNoRequest_Throws() =>
        Assert.Equal(DurableErrorCodes.RequestMalformed, Assert.Throws<DurableException>(() => Handler.Handle([0xff, 0xff, 0xff])).Code);

    [Fact]
    public void Handle_AnyBytes_AnswersOrRefuses() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        try
        {
            return OrchestratorResponse.Parser.ParseFrom(Handler.Handle(bytes)) is not null;
        }
        catch (DurableException error)
        {
            return error.Code == DurableErrorCodes.RequestMalformed;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Handle_RequestCutAnywhere_AnswersOrRefuses()
    {
        var whole = new OrchestratorRequest { InstanceId = "i", NewEvents = { History.Of("\"x\"").Scheduled(0, "A").Completed(0, "1").Events } }.ToByteArray();
        for (var length = 0; length < whole.Length; length++)
        {
            var code = Record.Exception(() => Handler.Handle(whole[..length])) is { } error ? Assert.IsType<DurableException>(error).Code : null;
            Assert.True(code is null or DurableErrorCodes.RequestMalformed);
        }
    }

    [Fact]
    public void AskAgain_ToAnyHost_CarriesTheSignalInBothPlaces()
    {
        var failure = OrchestratorResponse.Parser.ParseFrom(OrchestratorHandler.AskAgain("i")).Actions.Single().CompleteOrchestration.FailureDetails;

        Assert.Equal(("System.OutOfMemoryException", "System.OutOfMemoryException"), (failure.ErrorType, failure.InnerFailure.ErrorType));
    }

    private static OrchestratorResponse Answer(OrchestratorRequest request) => OrchestratorResponse.Parser.ParseFrom(Handler.Handle(request.ToByteArray()));
}
