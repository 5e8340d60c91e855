using System.Diagnostics.CodeAnalysis;
using Io.Dartinc.Registry.V1Beta1;
using P8e.Contracts;
using P8e.LoanContracts.Rules;
using Tech.Figure.Asset.V1Beta1;
using Tech.Figure.Loan.V1Beta1;
using Tech.Figure.Servicing.V1Beta1;
using OldLoanValidation = Tech.Figure.Validation.V1Beta1.LoanValidation;
using LoanValidation = Tech.Figure.Validation.V1Beta2.LoanValidation;

namespace P8e.LoanContracts;

/// <summary>
/// Records a loan: seven records, each by a function of its own, each function run only when its input was submitted. A function checks its
/// input and returns what is to be kept; when it throws, nothing of the run is kept.
/// </summary>
[P8eContract("io.provenance.scope.loan.contracts.RecordLoanContract")]
[Participants(PartyType.Owner)]
[ScopeSpecification(LoanScopeSpecification.Name)]
[SuppressMessage("Performance", "CA1822", Justification = "Functions of contracts are instance methods.")]
public sealed class RecordLoanContract : P8eContract
{
    private readonly Asset? _existingAsset;
    private readonly ServicingData? _existingServicingData;

    // eNote and servicingRights are asked for so that the two functions that would replace them can be skipped.
    public RecordLoanContract(
        [Record("asset", Optional = true)] Asset? asset,
        [Record("eNote", Optional = true)] ENote? eNote,
        [Record("servicingData", Optional = true)] ServicingData? servicingData,
        [Record("servicingRights", Optional = true)] ServicingRights? servicingRights)
    {
        _existingAsset = asset;
        _existingServicingData = servicingData;
    }

    [Function(PartyType.Owner)]
    [Record("asset")]
    public Asset RecordAsset([Input("asset")] Asset asset) =>
        Checked(asset, violations => AssetRules.Check(violations, asset, _existingAsset, Context.Now));

    [Function(PartyType.Owner)]
    [Record("documents")]
    public LoanDocuments RecordDocuments([Input("documents")] LoanDocuments documents) =>
        Checked(documents, violations => DocumentRules.CheckLoanDocuments(violations, documents));

    [Function(PartyType.Owner)]
    [SkipIfRecordExists("eNote")]
    [Record("eNote")]
    public ENote RecordENote([Input("eNote")] ENote eNote) =>
        Checked(eNote, violations => ENoteRules.Check(violations, eNote, Context.Now));

    /// <summary>The older form of validation data is kept as it comes.</summary>
    [Function(PartyType.Owner)]
    [Record("loanValidations")]
    public OldLoanValidation RecordOldValidationData([Input("loanValidations")] OldLoanValidation loanValidations) =>
        Checked(loanValidations, _ => { });

    /// <summary>Documents and loan states are appended to those the scope has; other fields replace what it has.</summary>
    [Function(PartyType.Owner)]
    [Record("servicingData")]
    public ServicingData RecordServicingData([Input("servicingData")] ServicingData servicingData) => ServicingDataRules.Append(
        Checked(servicingData, violations => ServicingDataRules.Check(violations, servicingData, _existingServicingData, Context.Now)),
        _existingServicingData);

    [Function(PartyType.Owner)]
    [SkipIfRecordExists("servicingRights")]
    [Record("servicingRights")]
    public ServicingRights RecordServicingRights([Input("servicingRights")] ServicingRights servicingRights) =>
        Checked(servicingRights, violations => ServicingRightsRules.Check(violations, servicingRights));

    [Function(PartyType.Owner)]
    [Record("loanValidation")]
    public LoanValidation RecordValidationData([Input("loanValidation")] LoanValidation loanValidation) =>
        Checked(loanValidation, violations => ValidationRules.Check(violations, loanValidation, Context.Now));

    // All violations of a record are told at once.
    private static T Checked<T>(T record, Action<Violations> rules)
    {
        var violations = new Violations();
        rules(violations);
        return violations.IsEmpty ? record : throw new ContractViolationException(violations);
    }
}
