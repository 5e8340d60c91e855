using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Io.Dartinc.Registry.V1Beta1;
using P8e.Contracts;
using P8e.Ports;
using Tech.Figure.Asset.V1Beta1;
using Tech.Figure.Loan.V1Beta1;
using Tech.Figure.Servicing.V1Beta1;
using Tech.Figure.Validation.V1Beta2;

namespace P8e.LoanContracts.Tests.Support;

/// <summary>samples/Loan/loan.json as generated classes: a loan that keeps every rule, new objects at every call.</summary>
internal static class SampleLoan
{
    public static readonly DateTimeOffset Submitted = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromMessages(Tech.Figure.Loan.V1Beta1.Loan.Descriptor, MISMOLoanMetadata.Descriptor)));

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "samples", "Loan", "loan.json");

    public static JsonElement Request { get; } = JsonDocument.Parse(File.ReadAllText(Path)).RootElement;

    public static Asset Asset() => Read<Asset>("asset");

    public static Loan Loan() => Asset().Kv["loan"].Unpack<Loan>();

    public static Asset With(Loan loan)
    {
        var asset = Asset();
        asset.Kv["loan"] = Google.Protobuf.WellKnownTypes.Any.Pack(loan);
        return asset;
    }

    public static LoanDocuments Documents() => Read<LoanDocuments>("documents");

    public static ENote ENote() => Read<ENote>("eNote");

    public static LoanValidation Validation() => Read<LoanValidation>("loanValidation");

    public static ServicingData ServicingData() => Read<ServicingData>("servicingData");

    public static ServicingRights ServicingRights() => Read<ServicingRights>("servicingRights");

    /// <summary>The contract at the beginning of a run, on a scope with these records.</summary>
    public static RecordLoanContract Contract(Asset? asset = null, ServicingData? servicingData = null)
    {
        var contract = new RecordLoanContract(asset, eNote: null, servicingData, servicingRights: null);
        contract.Begin(new ContractContext(Submitted));
        return contract;
    }

    private static T Read<T>(string record)
        where T : IMessage<T>, new() => Parser.Parse<T>(Request.GetProperty("records").GetProperty(record).GetRawText());
}
