using System.Text.Json;
using Google.Protobuf;
using P8e.Conformance.Dime;
using P8e.Contracts;
using P8e.Execution.Specs;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.LoanContracts;

/// <summary>What was published of the loan contracts against what would be published of ours, under the recorded hashes of the jars.</summary>
internal static class LoanSpecificationCase
{
    public static void CheckContract(JsonElement recorded, JsonElement publication, LoanPackage package)
    {
        if (recorded.Text("class") != LoanPackage.ContractClass)
        {
            throw new NotComparableException($"{recorded.Text("class")} is not part of samples/Loan");
        }

        var builder = new ContractSpecBuilder(
            ObjectHash.Parse(publication.Text("contractJarHash")), ObjectHash.Parse(publication.Text("protoJarHash")), package.Messages);
        Expect.Bytes("ContractSpec", recorded.Base64("contractSpecBase64"), builder.Build(package.Contract).ToByteArray());
    }

    public static void CheckScope(JsonElement recorded, LoanPackage package)
    {
        var scope = package.Description.ScopeSpecifications.Single();
        Expect.Equal("name", recorded.Text("name"), scope.Name);
        Expect.Equal("uuid", recorded.Text("uuid"), scope.Uuid);
        Expect.Equal("description", recorded.Text("description"), scope.Description);
        Expect.Equal("parties", string.Join(' ', recorded.GetProperty("parties").EnumerateArray()), string.Join(' ', scope.Parties.Select(Name)));
    }

    private static string Name(int party) => ((PartyType)party).ToString().ToUpperInvariant();
}
