using P8e.Conformance.Sdk;
using P8e.Execution.Catalogue;
using P8e.Execution.Sessions;
using P8e.Execution.Tests.Support;
using P8e.Ports.Contracts;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Tests.Catalogue;

/// <summary>Contracts by name, by address and by package, with what their hashes name.</summary>
public sealed class ContractLibraryTests
{
    private static readonly AffiliateName Affiliate = AffiliateName.Parse("alice");

    private readonly InMemoryContractCatalogue catalogue = new();
    private readonly MemoryObjects objects = new();
    private readonly ContractLibrary library;

    public ContractLibraryTests() => library = new ContractLibrary(Affiliate, catalogue, objects);

    [Fact]
    public async Task Resolve_PublishedContract_IsTheSameEachWay()
    {
        var published = await PublishAsync("RecordLoan");

        foreach (var name in new[] { published.ClassName, published.Address.ToString() })
        {
            var entry = await library.ResolveAsync(name, Scene.Cancel);
            Assert.Equal(published, entry.Published);
            Assert.Equal(published.Specification, entry.Specification.Hash);
            Assert.True(entry.Descriptors.TryFindMessage("google.protobuf.Timestamp", out _));
        }

        Assert.Equal(published, (await library.ResolvePackageAsync(published.ContractPackage, Scene.Cancel)).Published);
        Assert.Equal(published, (await library.ResolvePackageAsync(published.RecordPackage, Scene.Cancel)).Published);
        Assert.Equal(2, objects.Gets.Count);
    }

    [Theory]
    [InlineData("org.example.Nobody")]
    [InlineData("")]
    [InlineData("contractspec1qdsc5ey0lx55567jdvqv0mv6zkmsc82kc2")]
    public async Task Resolve_Unknown_IsNotFound(string name)
    {
        await PublishAsync("RecordLoan");

        var error = await Assert.ThrowsAsync<P8eStateException>(() => library.ResolveAsync(name, Scene.Cancel));

        Assert.Equal((StateErrorKind.NotFound, ErrorCodes.ContractNotFound), (error.Kind, error.Code));
    }

    [Fact]
    public async Task Resolve_NameOfAnyLength_IsNotFoundInAShortMessage() =>
        Assert.True((await Assert.ThrowsAsync<P8eStateException>(() => library.ResolveAsync(new string('x', 100_000), Scene.Cancel))).Message.Length < 1000);

    [Fact]
    public async Task Resolve_WrongAddress_IsRefused() =>
        Assert.Equal(ErrorCodes.AddressInvalid, (await Assert.ThrowsAsync<P8eInputException>(() => library.ResolveAsync("contractspec1qqqq", Scene.Cancel))).Code);

    [Fact]
    public async Task ResolvePackage_Unknown_IsNotFound() => Assert.Equal(
        ErrorCodes.ContractNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => library.ResolvePackageAsync(ObjectHash.FromBytes(new byte[32]), Scene.Cancel))).Code);

    [Fact]
    public async Task Outline_OfAContract_SaysWhatItTakesAndMakes()
    {
        var outline = ContractOutline.Of((await library.ResolveAsync((await PublishAsync("UpdateLoan")).ClassName, Scene.Cancel)).Specification);

        Assert.Equal([PartyRole.Originator], outline.Parties);
        Assert.Equal([("loan", true, false), ("documents", true, true)], outline.Records.Select(record => (record.Name, record.IsFromScope, record.IsOptional)));
        Assert.Equal(["addDocument", "applyPayment"], outline.Functions.Select(function => function.Name));
        Assert.Equal(new OutlinedValue("payment", "org.p8evec.proto.LoanRecords$Payment"), Assert.Single(outline.Functions[1].Inputs));
        Assert.Equal(new OutlinedValue("loan", "org.p8evec.proto.LoanRecords$Loan"), outline.Functions[1].Output);
    }

    private async Task<PublishedContract> PublishAsync(string contract)
    {
        var specification = SdkVectors.Specification(contract);
        objects.Place(specification.Hash, SdkVectors.SpecificationBytes(contract));
        var descriptors = ObjectHash.FromBytes([7, .. new byte[31]]);
        objects.Place(descriptors, []);
        var published = new PublishedContract
        {
            ClassName = specification.ClassName,
            Specification = specification.Hash,
            ScopeSpecifications = [],
            ContractPackage = specification.ContractPackage,
            RecordPackage = ObjectHash.FromBytes([8, .. new byte[31]]),
            Descriptors = descriptors,
            Published = DateTimeOffset.UnixEpoch,
        };
        await catalogue.AddAsync(Affiliate, published, Scene.Cancel);
        return published;
    }
}
