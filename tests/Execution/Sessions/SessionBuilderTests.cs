using P8e.Execution.Sessions;
using P8e.Execution.Tests.Support;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Execution.Tests.Sessions;

/// <summary>The texts are the SDK's, recorded as F01 to F05 and F14 of failures.json, whose inputs stand in their titles only.</summary>
public sealed class SessionBuilderTests
{
    [Fact]
    public void AddProposedRecord_UnknownName_SaysWhatTheSdkSays() =>
        AssertRefused("F01", ErrorCodes.SessionRecordUnknown, () => new Scene("OneRecord").Session().AddProposedRecord("nope", Scene.NoteClass, Scene.Note));

    [Fact]
    public void AddProposedRecord_OtherClass_SaysWhatTheSdkSays() => AssertRefused(
        "F02", ErrorCodes.SessionRecordClassWrong, () => new Scene("OneRecord").Session().AddProposedRecord("note", "org.p8evec.proto.LoanRecords$Loan", Scene.Note));

    [Fact]
    public void AddProposedRecord_NameOfAConstructorRecord_SaysWhatTheSdkSays() => AssertRefused(
        "F03", ErrorCodes.SessionRecordUnknown, () => new Scene("UpdateLoan").Session().AddProposedRecord("loan", "org.p8evec.proto.LoanRecords$Loan", Scene.Note));

    [Fact]
    public void AddParticipant_RoleThatIsTaken_SaysWhatTheSdkSays()
    {
        var scene = new Scene("OneRecord");

        AssertRefused("F04", ErrorCodes.SessionParticipantInvalid, () => scene.Session().AddParticipant(scene.Own));
    }

    [Fact]
    public void AddParticipant_RoleThatTheContractLacks_SaysWhatTheSdkSays()
    {
        var scene = new Scene("OneRecord");

        AssertRefused("F05", ErrorCodes.SessionParticipantInvalid, () => scene.Session().AddParticipant(scene.Own with { Role = PartyRole.Custodian }));
    }

    [Fact]
    public void Constructor_ContractWithoutParties_SaysWhatTheSdkSays() =>
        AssertRefused("F14", ErrorCodes.SessionParticipantInvalid, () => new Scene("NoParticipants").Session());

    [Fact]
    public void Build_InputsInAnotherOrder_GivesTheSameBytes()
    {
        byte[] PackageIn(params string[] order)
        {
            var session = new Scene("RecordLoan").Session();
            foreach (var name in order)
            {
                session.AddProposedRecord(name, "org.p8evec.proto.LoanRecords$" + char.ToUpperInvariant(name[0]) + name[1..], Scene.Note);
            }

            return session.Build().Envelope.ToBytes();
        }

        Assert.Equal(PackageIn("loan", "borrower"), PackageIn("borrower", "loan"));
    }

    [Fact]
    public void Build_Twice_GivesTheSameBytes()
    {
        var session = new Scene("OneRecord").Session();
        session.AddProposedRecord("note", Scene.NoteClass, Scene.Note);

        Assert.Equal(session.Build().Envelope.ToBytes(), session.Build().Envelope.ToBytes());
    }

    [Fact]
    public void AddDataAccess_MoreThanTheLimit_IsRefused()
    {
        var session = new Scene("OneRecord").Session();
        foreach (var reader in Enumerable.Range(0, ExecutionLimits.PartiesMax).Select(number => Party.Named($"reader {number}")))
        {
            session.AddDataAccess(reader.Key);
            session.AddDataAccess(reader.Key);
        }

        var error = Assert.Throws<P8eInputException>(() => session.AddDataAccess(Party.Named("one more").Key));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
        Assert.Equal(ExecutionLimits.PartiesMax + 1, session.Build().Audience.Count);
    }

    [Fact]
    public void AddProposedRecord_LongerThanTheLimit_IsRefused()
    {
        var session = new Scene("OneRecord").Session();

        var error = Assert.Throws<P8eInputException>(() => session.AddProposedRecord("note", Scene.NoteClass, new byte[ExecutionLimits.RecordBytesMax + 1]));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
    }

    private static void AssertRefused(string recordedCase, string code, Action action)
    {
        var recorded = SdkVectors.Read("failures.json").GetProperty("cases").EnumerateArray().Single(element => element.Text("id") == recordedCase);
        var text = recorded.GetProperty("thrown").GetProperty("chain").EnumerateArray().Last().Text("message");

        var error = Assert.Throws<P8eInputException>(action);

        Assert.Equal(code, error.Code);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
