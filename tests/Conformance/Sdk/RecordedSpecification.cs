using System.Text.Json;
using Google.Protobuf;
using P8e.Conformance.Dime;
using P8e.Conformance.Packages;
using P8e.Execution.Specs;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Conformance.Sdk;

/// <summary>
/// A specification that the JVM SDK derived from a contract class, against what ours derives from the class of the same name on the wire. The
/// hashes of the two packages are taken from the recording: its packages are jars (p8e-sdk 2.4, 15.3).
/// </summary>
internal sealed class RecordedSpecification(string section, JsonElement element)
{
    private static readonly string[] Sections = ["contracts", "oddContracts", "fixedReferences", "upstreamExamples", "emptyReferences", "specs"];

    private readonly string className = element.TryGetProperty("contract", out var name) ? name.GetString()! : element.Text("class");

    /// <summary>The class without its package, and the section of the file.</summary>
    internal string Case =>
        $"{className[(className.LastIndexOf('.') + 1)..]}/{(element.TryGetProperty("hashes", out var hashes) ? hashes.GetString() : section)}";

    /// <summary>The specifications of <c>contract-specs.json</c> and of the extracts of it in <c>tests/Vectors</c>; none in other files.</summary>
    internal static IReadOnlyList<RecordedSpecification> In(JsonElement root) =>
    [
        .. from section in Sections
           where root.TryGetProperty(section, out _)
           from element in Elements(root.GetProperty(section))
           select new RecordedSpecification(section, element),
    ];

    /// <param name="package">Null when no contracts were named.</param>
    internal Task CheckAsync(ContractPackage? package)
    {
        if (package is null)
        {
            throw new NotComparableException("contracts to compare with are named by --contracts");
        }

        var contract = package.Find(className) ?? throw new NotComparableException($"the contract assembly has no {className}");
        if (element.TryGetProperty("thrown", out var thrown))
        {
            throw new MismatchException($"ContractSpec: expected a refusal ({thrown.GetProperty("chain")[0].Text("message")}), got one");
        }

        var recorded = element.GetProperty("spec") is { ValueKind: JsonValueKind.String } spec ? spec.GetBytesFromBase64() : element.GetProperty("spec").Base64("base64");
        var (contractHash, recordHash) = Hashes(ContractSpec.Parser.ParseFrom(recorded));
        Expect.Bytes("ContractSpec", recorded, new ContractSpecBuilder(contractHash, recordHash, package.Messages).Build(contract).ToByteArray());
        return Task.CompletedTask;
    }

    private static (ObjectHash Contracts, ObjectHash Records) Hashes(ContractSpec recorded)
    {
        var contracts = HashIn(recorded.Definition);
        if (contracts.Length == 0)
        {
            throw new NotComparableException("it was recorded without the hashes of packages");
        }

        // A contract that names no record has no use for the other hash.
        var records = recorded.InputSpecs.Concat(recorded.FunctionSpecs.Select(function => function.OutputSpec?.Spec)).FirstOrDefault() ?? recorded.Definition;
        return (ObjectHash.Parse(contracts), ObjectHash.Parse(HashIn(records)));
    }

    private static string HashIn(DefinitionSpec? definition) =>
        definition?.ResourceLocation?.Ref?.Hash ?? throw new FormatException("the recorded specification names no package");

    private static JsonElement[] Elements(JsonElement section) =>
        section.ValueKind == JsonValueKind.Array ? [.. section.EnumerateArray()]
        : section.TryGetProperty("contracts", out var contracts) ? [.. contracts.EnumerateArray()]
        : [section];
}
