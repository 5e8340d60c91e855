using Google.Protobuf.WellKnownTypes;
using Io.Dartinc.Registry.V1Beta1;
using P8e.LoanContracts.Tests.Support;
using Tech.Figure.Loan.V1Beta1;
using Tech.Figure.Servicing.V1Beta1;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Tests;

/// <summary>One mistake in a loan that is right otherwise, and its text (spec loan-contracts 3); for rules that the recorded runs of this contract leave out.</summary>
public sealed class ViolationTextTests
{
    private static readonly Timestamp Future = Timestamp.FromDateTimeOffset(SampleLoan.Submitted.AddSeconds(1));

    public static TheoryData<string, Action<Funding>> FundingMistakes => new()
    {
        { "Funding status must be set", funding => funding.Status = null },
        { "Funding status must be valid", funding => funding.Status.Status_ = "funded" },
        { "Funding status must have valid effective time", funding => funding.Status.EffectiveTime = Future },
        { "Completed funding's start time must be valid", funding => funding.Started = null },
        { "Completed funding's end time must be valid", funding => funding.Completed = Future },
        { "Funding end time must be after start time", funding => funding.Completed.Seconds = funding.Started.Seconds - 1 },
        { "Cancelled funding's end time must be valid", funding => (funding.Status.Status_, funding.Completed) = ("CANCELLED", Future) },
        { "Funding start time must be valid", funding => (funding.Status.Status_, funding.Started) = ("INITIATED", Future) },
        { "Must supply at least one disbursement entry", funding => funding.Disbursements.Clear() },
        {
            "Disbursement ID 5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e05 is not unique (2 usages)",
            funding => funding.Disbursements.Add(funding.Disbursements[0])
        },
        { "Disbursement is not set [Iteration 1]", funding => funding.Disbursements.Add(new Disbursement()) },
    };

    public static TheoryData<string, Action<Disbursement>> DisbursementMistakes => new()
    {
        { "Disbursement must have valid ID", paid => paid.Id.Value = "1-2-3-4" },
        { "Disbursement must have valid ID", paid => paid.Id.Value = "1-2-3-4-g" },
        { "Disbursement must have valid ID", paid => paid.Id.Value = "1-2-3-4-8000000000000000" },
        { "Disbursement amount must not be negative", paid => paid.Amount.Value = "-0.01" },
        { "Disbursement amount is not set", paid => paid.Amount = null },
        { "Disbursement amount must have a valid value", paid => paid.Amount.Value = "1e3" },
        { "Disbursement amount must have a valid value", paid => paid.Amount.Value = "5." },
        { "Disbursement amount must have a valid value", paid => paid.Amount.Value = "nan" },
        { "Disbursement amount must have a 3-letter ISO 4217 currency", paid => paid.Amount.Currency = "US1" },
        { "Disbursement status must be set", paid => paid.Status = null },
        { "Disbursement status must not be empty", paid => paid.Status.Status_ = string.Empty },
        { "Disbursement status must have valid effective time", paid => paid.Status.EffectiveTime = Future },
        { "Completed disbursement's start time must be valid", paid => paid.Started = Future },
        { "Completed disbursement's end time must be valid", paid => paid.Completed = Future },
        {
            "Disbursement end time must be after start time",
            paid => (paid.Status.Status_, paid.Completed.Nanos, paid.Started) = ("COMPLETE", 1, new Timestamp { Seconds = paid.Completed.Seconds, Nanos = 2 })
        },
        { "Cancelled disbursement's end time must be valid", paid => (paid.Status.Status_, paid.Completed) = ("CANCELLED", Future) },
        { "Disbursement start time must be valid", paid => (paid.Status.Status_, paid.Started) = ("whatever", Future) },
        { "Disbursement account is not set", paid => paid.DisburseAccount = null },
        { "Disbursement account must have valid owner ID", paid => paid.DisburseAccount.AccountOwnerId = null },
        { "Disbursement account must have exactly one specific type", paid => paid.DisburseAccount.Financial = new FinancialAccount() },
        {
            "Disbursement account's Provenance address must be valid",
            paid => paid.DisburseAccount.Provenance = new ProvenanceAccount { Address = "tp1short" }
        },
        {
            "Disbursement account's Provenance address must be valid",
            paid => paid.DisburseAccount.Provenance = new ProvenanceAccount { Address = "pb1" + new string('q', 38) + "\u2028" }
        },
        { "Disbursement bank account ID must be set", paid => paid.DisburseAccount.Financial.Id = null },
        { "Disbursement bank account must have a valid account number", paid => paid.DisburseAccount.Financial.AccountNumber = "123" },
        {
            "Disbursement bank account must have a valid routing number",
            paid => paid.DisburseAccount.Financial.RoutingNumber = "1234567890"
        },
        {
            "Disbursement bank account money movement must have exactly one specific type [1 instance]",
            paid => paid.DisburseAccount.Financial.Movement.Add(new MoneyMovement())
        },
        {
            "Disbursement bank account for ACH must have a valid type [2 instances]",
            paid => paid.DisburseAccount.Financial.Movement.Add(Enumerable.Repeat(new MoneyMovement { Ach = new ACH { OwnerType = "x" } }, 2))
        },
        { "Disbursement bank account for wires must have a valid address [1 instance]", paid => Wire(paid).AccountAddress.City = " " },
        {
            "Disbursement bank account for wires must have valid wire instructions [1 instance]",
            paid => Wire(paid).WireInstructions = "\u001c"
        },
        {
            "Disbursement bank account for wires must have valid SWIFT bank account ID [1 instance]",
            paid => Wire(paid).SwiftInstructions = new SWIFT { SwiftBankAddress = new Address { Street = "x" } }
        },
        {
            "Disbursement bank account for wires must have valid SWIFT bank mailing address [1 instance]",
            paid => Wire(paid).SwiftInstructions = new SWIFT { SwiftId = "X" }
        },
    };

    public static TheoryData<string, Action<ENote>> ENoteMistakes => new()
    {
        { "Controller is not set", eNote => eNote.Controller = null },
        { "Controller must have valid UUID", eNote => eNote.Controller.ControllerUuid.Value = "none" },
        { "Controller is missing name", eNote => eNote.Controller.ControllerName = " " },
        { "eNote document is not set", eNote => eNote.ENote_ = new DocumentMetadata() },
        { "eNote must have valid ID", eNote => eNote.ENote_.Id = null },
        { "eNote is missing URI", eNote => eNote.ENote_.Uri = string.Empty },
        { "eNote's checksum is not set", eNote => eNote.ENote_.Checksum = null },
        { "eNote must specify a checksum algorithm", eNote => eNote.ENote_.Checksum.Algorithm = string.Empty },
        { "eNote must have valid signed date", eNote => eNote.SignedDate = null },
        { "eNote must have valid signed date", eNote => eNote.SignedDate.Value = "2024-06-02" },
        { "eNote must have valid signed date", eNote => eNote.SignedDate.Value = "2023-02-29" },
        { "eNote is missing vault name", eNote => eNote.VaultName = string.Empty },
        { "Document is not set", eNote => eNote.BorrowerSignatureImage.Add(new DocumentMetadata()) },
        {
            "Borrower signature with checksum Ud7mE1rTzC6yKp0wLq3hXf9vNs5bJg2aRoViWtYxPk8= is provided more than once in input",
            eNote => eNote.BorrowerSignatureImage.Add(eNote.BorrowerSignatureImage[0])
        },
    };

    public static TheoryData<string, Action<LoanStateMetadata>> LoanStateMistakes => new()
    {
        { "Loan state must have valid ID", state => state.Id = null },
        {
            "Loan state with ID 5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e99 must have valid effective time",
            state => state.EffectiveTime = new Timestamp()
        },
        { "Loan state with ID 5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e99 must have valid effective time", state => state.EffectiveTime = Future },
        { "Loan state with ID 5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e99 is missing URI", state => state.Uri = string.Empty },
        {
            "Loan state with ID 5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e99 must have a valid checksum string",
            state => state.Checksum.Checksum_ = string.Empty
        },
        {
            "Loan state with checksum Lp6vD0yNs4wTc8kXm2rZq9uJb5hEf1gAoRiVyCtBn7M= already exists",
            state => state.Checksum.Checksum_ = "Lp6vD0yNs4wTc8kXm2rZq9uJb5hEf1gAoRiVyCtBn7M="
        },
        {
            "Loan state with ID 5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e52 already exists",
            state => state.Id.Value = "5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e52"
        },
        { "Loan state with effective time 2024-05-01T00:00Z already exists", state => state.EffectiveTime.Seconds -= 60 },
    };

    [Theory]
    [MemberData(nameof(FundingMistakes), DisableDiscoveryEnumeration = true)]
    public void RecordAsset_WithAMistakeInTheFunding_SaysIt(string text, Action<Funding> mistake) => Expect(text, Asset(mistake));

    [Theory]
    [MemberData(nameof(DisbursementMistakes), DisableDiscoveryEnumeration = true)]
    public void RecordAsset_WithAMistakeInADisbursement_SaysItAndWhere(string text, Action<Disbursement> mistake) =>
        Expect(text + " [Iteration 0]", Asset(funding => mistake(funding.Disbursements[0])));

    [Theory]
    [MemberData(nameof(ENoteMistakes), DisableDiscoveryEnumeration = true)]
    public void RecordENote_WithAMistake_SaysIt(string text, Action<ENote> mistake)
    {
        var eNote = SampleLoan.ENote();
        mistake(eNote);
        Expect(text, () => SampleLoan.Contract().RecordENote(eNote));
    }

    [Theory]
    [MemberData(nameof(LoanStateMistakes), DisableDiscoveryEnumeration = true)]
    public void RecordServicingData_WithAMistakeInANewState_SaysIt(string text, Action<LoanStateMetadata> mistake)
    {
        var state = SampleLoan.ServicingData().LoanState[0];
        (state.Id.Value, state.Checksum.Checksum_, state.EffectiveTime.Seconds) =
            ("5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e99", "another", state.EffectiveTime.Seconds + 60);
        var contract = SampleLoan.Contract(servicingData: SampleLoan.ServicingData());
        Assert.Equal(2, contract.RecordServicingData(new ServicingData { LoanState = { state } }).LoanState.Count);

        mistake(state);
        Expect(text, () => contract.RecordServicingData(new ServicingData { LoanState = { state } }));
    }

    [Theory]
    [InlineData(0, 0, "2024-05-01T00:00Z")]
    [InlineData(30, 0, "2024-05-01T00:00:30Z")]
    [InlineData(0, 5_000_000, "2024-05-01T00:00:00.005Z")]
    [InlineData(0, 5_000, "2024-05-01T00:00:00.000005Z")]
    [InlineData(7, 5, "2024-05-01T00:00:07.000000005Z")]
    public void RecordServicingData_WithATimeTwice_WritesItAsJavaDoes(int seconds, int nanos, string expected)
    {
        var first = SampleLoan.ServicingData().LoanState[0];
        (first.EffectiveTime.Seconds, first.EffectiveTime.Nanos) = (first.EffectiveTime.Seconds + seconds, nanos);
        var second = first.Clone();
        (second.Id.Value, second.Checksum.Checksum_) = ("1-1-1-1-1", "another");

        Expect(
            $"Loan state with effective time {expected} is provided more than once in input",
            () => SampleLoan.Contract().RecordServicingData(new ServicingData { LoanState = { first, second } }));
    }

    private static WIRE Wire(Disbursement disbursement) => disbursement.DisburseAccount.Financial.Movement[0].Wire;

    private static Action Asset(Action<Funding> mistake)
    {
        var loan = SampleLoan.Loan();
        mistake(loan.Funding);
        return () => SampleLoan.Contract().RecordAsset(SampleLoan.With(loan));
    }

    private static void Expect(string text, Action run) => Assert.Equal(
        $"The contract input was invalid - 1 unique violation was found:  \"{text}\"", Assert.Throws<ContractViolationException>(run).Message);
}
