using System.Security.Cryptography;
using System.Text;
using P8e.Execution.Catalogue;
using P8e.Protocol.Identifiers;

namespace P8e.Ports.Contracts;

/// <summary>What every <see cref="IContractCatalogue"/> does. A test class of an adapter derives from this; the adapter may be shared and slow.</summary>
public abstract class ContractCatalogueConformance
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private readonly AffiliateName _affiliate = AffiliateName.Parse($"t-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");

    /// <summary>The adapter under test.</summary>
    protected abstract IContractCatalogue Catalogue { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_NothingThere_IsNull()
    {
        Assert.Null(await Catalogue.FindLatestAsync(_affiliate, "a.B", Token));
        Assert.Null(await Catalogue.FindAsync(_affiliate, Hash("a", 16), Token));
        Assert.Null(await Catalogue.FindByPackageAsync(_affiliate, Hash("a"), Token));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Add_AContract_IsFoundEveryWayAndByItsAffiliateAlone()
    {
        var contract = Contract("a.Outer$Inner", 1, scopes: 200);
        await Catalogue.AddAsync(_affiliate, contract, Token);

        AssertSame(contract, await Catalogue.FindLatestAsync(_affiliate, contract.ClassName, Token));
        AssertSame(contract, await Catalogue.FindAsync(_affiliate, contract.Specification, Token));
        AssertSame(contract, await Catalogue.FindByPackageAsync(_affiliate, contract.ContractPackage, Token));
        AssertSame(contract, await Catalogue.FindByPackageAsync(_affiliate, contract.RecordPackage, Token));
        Assert.Null(await Catalogue.FindAsync(AffiliateName.Parse("somebody-else"), contract.Specification, Token));
        Assert.Null(await Catalogue.FindLatestAsync(_affiliate, "a.Outer", Token));
    }

    [Fact]
    public async Task Add_SpecificationThatIsThere_ChangesNothing()
    {
        var contract = Contract("a.B", 1);
        await Catalogue.AddAsync(_affiliate, contract, Token);
        await Catalogue.AddAsync(_affiliate, contract with { Published = Start.AddDays(5), Descriptors = Hash("other") }, Token);

        AssertSame(contract, Assert.Single(await ListAsync()));
    }

    [Fact]
    public async Task Add_RecordsInTheContractAssembly_IsFound()
    {
        var contract = Contract("a.B", 1);
        await Catalogue.AddAsync(_affiliate, contract with { RecordPackage = contract.ContractPackage }, Token);

        Assert.NotNull(await Catalogue.FindByPackageAsync(_affiliate, contract.ContractPackage, Token));
    }

    [Fact]
    public async Task FindLatest_OfSeveral_IsTheLatestPublishedWhateverCameLast()
    {
        await Catalogue.AddAsync(_affiliate, Contract("a.B", 2), Token);
        await Catalogue.AddAsync(_affiliate, Contract("a.B", 3), Token);
        await Catalogue.AddAsync(_affiliate, Contract("a.B", 1), Token);

        AssertSame(Contract("a.B", 3), await Catalogue.FindLatestAsync(_affiliate, "a.B", Token));
    }

    [Fact]
    public async Task FindByPackage_OfSeveral_IsTheLatestPublished()
    {
        var package = Hash("shared");
        await Catalogue.AddAsync(_affiliate, Contract("a.B", 1) with { RecordPackage = package }, Token);
        await Catalogue.AddAsync(_affiliate, Contract("a.C", 2) with { RecordPackage = package }, Token);

        AssertSame(Contract("a.C", 2) with { RecordPackage = package }, await Catalogue.FindByPackageAsync(_affiliate, package, Token));
    }

    [Fact]
    public async Task List_OfSeveral_IsByNameAndLatestFirst()
    {
        foreach (var (name, day) in new[] { ("b", 1), ("a.B", 1), ("a.B", 3), ("a.BB", 2), ("B", 1), ("a.B", 2), ("a.B$C", 1) })
        {
            await Catalogue.AddAsync(_affiliate, Contract(name, day), Token);
        }

        Assert.Equal(
            [("B", 1), ("a.B", 3), ("a.B", 2), ("a.B", 1), ("a.B$C", 1), ("a.BB", 2), ("b", 1)], (await ListAsync()).Select(contract => (contract.ClassName, (contract.Published - Start).Days)));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('$')]
    [InlineData('ä')]
    public async Task Add_LongestName_IsFoundExactly(char letter)
    {
        var contract = Contract(new string(letter, 500), 1);
        await Catalogue.AddAsync(_affiliate, contract, Token);

        AssertSame(contract, await Catalogue.FindLatestAsync(_affiliate, contract.ClassName, Token));
        Assert.Null(await Catalogue.FindLatestAsync(_affiliate, contract.ClassName[1..], Token));
    }

    private static PublishedContract Contract(string name, int day, int scopes = 1) => new()
    {
        ClassName = name,
        Specification = Hash($"{name} {day}", ObjectHash.ShortLength),
        ScopeSpecifications = [.. Enumerable.Range(0, scopes).Select(number => MetadataAddress.ForScopeSpecification(new Guid(number, 1, 2, new byte[8])))],
        ContractPackage = Hash($"contracts {name} {day}"),
        RecordPackage = Hash($"records {name} {day}"),
        Descriptors = Hash($"descriptors {name} {day}"),
        Published = Start.AddDays(day),
    };

    private static ObjectHash Hash(string text, int length = ObjectHash.StandardLength) => ObjectHash.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, length));

    private static void AssertSame(PublishedContract expected, PublishedContract? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.ScopeSpecifications, actual.ScopeSpecifications);
        Assert.Equal(expected with { ScopeSpecifications = actual.ScopeSpecifications }, actual);
    }

    private async Task<List<PublishedContract>> ListAsync() => await Catalogue.ListAsync(_affiliate, Token).ToListAsync(Token);
}
