using System.Security.Cryptography;
using System.Text.Json;
using P8e.Execution.Publishing;
using P8e.Execution.Sandbox.Tests.Specs;
using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Wire.Descriptions;
using P8e.Protocol;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sandbox.Tests.Publishing;

/// <summary>What publishing writes, against what the JVM's publisher sends for the same contracts (p8e-sdk 3.4), and what is left out because it is there.</summary>
public sealed class PublicationTests(ContractSpecBuilderTests.Sample sample) : IClassFixture<ContractSpecBuilderTests.Sample>
{
    private static readonly JsonElement Recorded = ExecutionVectors.Read("publish-messages.json");
    private static readonly AccountAddress Owner = AccountAddress.Parse(Recorded.GetProperty("owner").GetString()!);
    private static readonly Dictionary<MetadataAddress, KnownSpecification> Nothing = [];

    private static JsonElement[] Contracts => [.. Recorded.GetProperty("contracts").EnumerateArray()];

    private static JsonElement[] Scopes => [.. Recorded.GetProperty("scopeSpecifications").EnumerateArray()];

    [Fact]
    public void MessagesFor_RecordedContracts_AreTheRecordedOnesInTheirOrder()
    {
        var messages = RecordedPublication().MessagesFor(Owner, Nothing);

        var contracts = Contracts.OrderBy(contract => Text(contract, "class"), StringComparer.Ordinal).ToArray();
        var names = contracts.Select(contract => Text(contract, "class").Split('.')[^1]).ToList();
        var expected = Scopes.Select(scope => Read(scope.GetProperty("message")))
            .Concat(contracts.SelectMany(contract => contract.GetProperty("messages").EnumerateArray().Select(Read)))
            // The publisher links contracts in the order of a hash table.
            .Concat(Scopes.SelectMany(scope => scope.GetProperty("links").EnumerateArray().OrderBy(link => names.IndexOf(Text(link, "contract"))).Select(Read)));
        Assert.Equal(expected, messages);
        TestContext.Current.SendDiagnosticMessage("publishing messages compared: {0}", messages.Count);
    }

    [Fact]
    public void MessagesFor_EverythingThere_AreNone()
    {
        var publication = RecordedPublication();

        Assert.Empty(publication.MessagesFor(Owner, Everything(publication, "tp1somebodyelse")));
    }

    [Fact]
    public void MessagesFor_ScopeSpecificationThatDiffers_IsLinkedNotWritten()
    {
        var publication = RecordedPublication();
        var known = Everything(publication, Owner.ToString());
        var scope = publication.ScopeSpecifications.First();
        known[scope] = new KnownSpecification(["tp1somebodyelse", Owner.ToString()], []);

        var messages = publication.MessagesFor(Owner, known);

        Assert.Equal(publication.Contracts.Count(contract => contract.ScopeSpecifications.Contains(scope)), messages.Count);
        Assert.All(messages, message => Assert.Equal("/provenance.metadata.v1.MsgAddContractSpecToScopeSpecRequest", message.TypeUrl));
    }

    [Fact]
    public void MessagesFor_RecordSpecificationMissing_IsThatOne()
    {
        var publication = RecordedPublication();
        var known = Everything(publication, Owner.ToString());
        var contract = publication.Contracts.Single(contract => contract.Specification.ClassName.EndsWith(".RecordLoan", StringComparison.Ordinal));
        known[contract.Address] = known[contract.Address] with { Parts = [.. known[contract.Address].Parts.Skip(1)] };

        var message = Assert.Single(publication.MessagesFor(Owner, known));

        Assert.Equal(Read(Contracts.Single(recorded => Text(recorded, "class").EndsWith(".RecordLoan", StringComparison.Ordinal)).GetProperty("messages")[1]), message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MessagesFor_SomethingToAddToAForeignSpecification_IsRefused(bool scope)
    {
        var publication = RecordedPublication();
        var known = Everything(publication, Owner.ToString());
        var address = scope ? publication.ScopeSpecifications.First() : publication.Contracts[0].Address;
        known[address] = new KnownSpecification(["tp1somebodyelse"], []);

        var error = Assert.Throws<P8eStateException>(() => publication.MessagesFor(Owner, known));

        Assert.Equal((StateErrorKind.NotPermitted, ErrorCodes.ContractSpecificationForeign), (error.Kind, error.Code));
        Assert.Contains(address.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToRows_OfAPublication_NameWhatIsStored()
    {
        var publication = RecordedPublication();

        var rows = publication.ToRows(DateTimeOffset.UnixEpoch).ToArray();

        Assert.Equal(publication.Contracts.Select(contract => ObjectHash.FromBytes(SHA256.HashData(contract.Bytes.Span).AsSpan(0, 16))), rows.Select(row => row.Specification));
        Assert.All(rows, row => Assert.Equal(ObjectHash.FromBytes(SHA256.HashData(publication.Descriptors.Span)), row.Descriptors));
        Assert.All(rows.Zip(publication.Contracts), pair => Assert.Equal(pair.Second.Address, pair.First.Address));
        Assert.Contains("p8evec/loan.proto", DescriptorSet.Load(publication.Descriptors).Files.Select(file => file.Name));
    }

    public static TheoryData<string, Func<PackageDescription, PackageDescription>> Broken => new()
    {
        { "1 and at most", package => package with { Contracts = [] } },
        { "names must be unique: org.p8evec.Loan", package => package with { ScopeSpecifications = [package.ScopeSpecifications[0], package.ScopeSpecifications[0] with { Uuid = Guid.Empty.ToString() }] } },
        { "UUIDs must be unique", package => package with { ScopeSpecifications = [package.ScopeSpecifications[0], package.ScopeSpecifications[0] with { Name = "other" }] } },
        { "Contract names must be unique", package => package with { Contracts = [package.Contracts[0], package.Contracts[0]] } },
        { "must have at least one participant", package => package with { Contracts = [package.Contracts[0] with { Parties = [] }] } },
        { "must contain a ScopeSpecification", package => package with { Contracts = [package.Contracts[0] with { ScopeSpecifications = [] }] } },
        { "ScopeSpecification of nobody is not defined", package => package with { Contracts = [package.Contracts[0] with { ScopeSpecifications = ["nobody"] }] } },
        { "Function invoker for note is not a participant", package => package with { Contracts = [package.Contracts[0] with { Parties = [2] }] } },
        {
            "must have unique names in the annotation: note",
            package => package with { Contracts = [package.Contracts[0] with { Functions = [package.Contracts[0].Functions[0], package.Contracts[0].Functions[0] with { Name = "other", RecordName = " NOTE" }] }] }
        },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Of_PackageThatBreaksARule_SaysWhich(string says, Func<PackageDescription, PackageDescription> breaking)
    {
        var package = sample.Package with { Contracts = [sample.Package.Contracts.Single(contract => contract.ClassName == "org.p8evec.contract.OneRecord")] };
        Assert.NotEmpty(PublicationOf(package).Contracts);

        var error = Assert.Throws<P8eInputException>(() => PublicationOf(breaking(package)));

        Assert.Equal(ErrorCodes.ContractInvalid, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TooManyContracts_IsRefused() => Assert.Equal(
        ErrorCodes.LimitExceeded,
        Assert.Throws<P8eInputException>(() => PublicationOf(sample.Package with { Contracts = [.. Enumerable.Repeat(sample.Package.Contracts[0], ExecutionLimits.ContractsMax + 1)] })).Code);

    private static Dictionary<MetadataAddress, KnownSpecification> Everything(Publication publication, string owner)
    {
        var known = publication.ScopeSpecifications.ToDictionary(
            scope => scope, scope => new KnownSpecification([owner], [.. publication.Contracts.Where(contract => contract.ScopeSpecifications.Contains(scope)).Select(contract => contract.Address)]));
        foreach (var contract in publication.Contracts)
        {
            known[contract.Address] = new KnownSpecification(
                [owner], [.. contract.Specification.Wire.FunctionSpecs.Select(function => MetadataAddress.ForRecordSpecification(contract.Address.PrimaryUuid, function.OutputSpec.Spec.Name))]);
        }

        return known;
    }

    private static Publication PublicationOf(PackageDescription package) => Publication.Of(
        package, ObjectHash.Parse(Recorded.GetProperty("contractHash").GetString()!), ObjectHash.Parse(Recorded.GetProperty("recordHash").GetString()!));

    private Publication RecordedPublication()
    {
        var names = Contracts.Select(contract => Text(contract, "class")).ToHashSet(StringComparer.Ordinal);
        return PublicationOf(sample.Package with
        {
            Contracts = [.. sample.Package.Contracts.Where(contract => names.Contains(contract.ClassName))],
            ScopeSpecifications =
            [
                .. Scopes.Select(scope => new ScopeSpecificationDescription(
                    Text(scope, "uuid"),
                    Text(scope, "name"),
                    Text(scope, "description"),
                    [.. scope.GetProperty("parties").EnumerateArray().Select(party => (int)Enum.Parse<Sessions.PartyRole>(party.GetString()!, ignoreCase: true))],
                    Text(scope, "websiteUrl"),
                    Text(scope, "iconUrl"))),
            ],
        });
    }

    private static ChainMessage Read(JsonElement message) => ChainMessage.FromBytes(Text(message, "typeUrl"), message.GetProperty("base64").GetBytesFromBase64());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
