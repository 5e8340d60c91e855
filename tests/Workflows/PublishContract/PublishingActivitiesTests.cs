using P8e.Chain.Node;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Execution;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.PublishContract;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.PublishContract;

/// <summary>The steps of a publication, one after the other, with a real package in a real sandbox.</summary>
public sealed class PublishingActivitiesTests : IDisposable
{
    private readonly PublishingScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Publication_NothingOnTheChain_WritesAllOfItAndCataloguesIt()
    {
        var input = await _scene.StoreAsync(Token);

        var prepared = await PrepareAsync(input);
        Assert.Equal((2, 2), (prepared.Contracts, prepared.Transactions));
        var rows = await QueueAsync(prepared);
        _scene.Include(rows.SelectMany(row => row.Content.Messages));
        await CatalogueAsync(input, prepared);

        // Two scope specifications, two contract specifications with four and one records, three links.
        Assert.Equal(12, rows.Sum(row => row.Content.Messages.Count));
        var contracts = await _scene.Catalogue.ListAsync(_scene.Services.Affiliate, Token).ToListAsync(Token);
        Assert.Equal(["org.example.published.KeepNote", "org.example.published.OnboardLoan"], contracts.Select(contract => contract.ClassName));
        Assert.Equal(2, contracts[0].ScopeSpecifications.Count);
        Assert.All(contracts, contract => Assert.True(_scene.Known.ContainsKey(contract.Address)));
        foreach (var objects in new[] { _scene.Services.Objects, _scene.ObjectsOf(PublishingScene.Reader) })
        {
            Assert.NotEmpty(await objects.GetAsync(contracts[0].Specification, ExecutionLimits.SpecificationBytesMax, Token));
            Assert.NotEmpty(await objects.GetAsync(contracts[0].Descriptors, ExecutionLimits.DescriptorsBytesMax, Token));
        }

        // The plan is the affiliate's own.
        await Assert.ThrowsAsync<P8eStateException>(() => _scene.ObjectsOf(PublishingScene.Reader).GetAsync(ObjectHash.Parse(prepared.Plan), 1 << 20, Token));
    }

    [Fact]
    public async Task Publication_EverythingOnTheChain_WritesNothing()
    {
        var input = await _scene.StoreAsync(Token);
        _scene.Include((await QueueAsync(await PrepareAsync(input))).SelectMany(row => row.Content.Messages));

        Assert.Equal((2, 0), await PrepareAsync(input) is var again ? (again.Contracts, again.Transactions) : default);
    }

    [Fact]
    public async Task Queue_Repeated_HasTheSameMessagesWhateverTheChainHasByThen()
    {
        var prepared = await PrepareAsync(await _scene.StoreAsync(Token));
        var rows = await QueueAsync(prepared);
        _scene.Include(rows.SelectMany(row => row.Content.Messages));

        Assert.Equal(rows.Select(row => row.Content.Messages.Count), (await QueueAsync(prepared)).Select(row => row.Content.Messages.Count));
    }

    [Fact]
    public async Task Catalogue_Repeated_ChangesNothing()
    {
        var input = await _scene.StoreAsync(Token);
        var prepared = await PrepareAsync(input);
        await CatalogueAsync(input, prepared);
        var first = await _scene.Catalogue.ListAsync(_scene.Services.Affiliate, Token).ToListAsync(Token);
        await CatalogueAsync(input, prepared, TimeSpan.FromDays(1));

        Assert.Equal(first, await _scene.Catalogue.ListAsync(_scene.Services.Affiliate, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Prepare_NotTrusted_IsRefusedAndSaysWhatToSet()
    {
        _scene.IsTrusted = false;

        var error = await Assert.ThrowsAsync<P8eStateException>(async () => await PrepareAsync(await _scene.StoreAsync(Token)));

        Assert.Equal((StateErrorKind.NotPermitted, ErrorCodes.ContractNotTrusted), (error.Kind, error.Code));
        var hash = Convert.ToHexStringLower(PublishingScene.HashOf(PublishingScene.Read("P8e.PublishedContracts")).Bytes.Span);
        Assert.Contains($"Add {hash} to Contracts__Trusted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_Garbage_IsRefused()
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(async () => await PrepareAsync(await _scene.StoreAsync(Token, "this is no assembly"u8.ToArray())));

        Assert.Equal(ErrorCodes.ContractPackageInvalid, error.Code);
    }

    [Fact]
    public async Task Prepare_PackageThatNobodyStored_IsNotFound()
    {
        var nothing = PublishingScene.HashOf([]).ToString();

        var error = await Assert.ThrowsAsync<P8eStateException>(() => PrepareAsync(new PublishContractInput(nothing, nothing, [])));

        Assert.Equal(ErrorCodes.ObjectNotFound, error.Code);
    }

    [Fact]
    public async Task Prepare_ForeignScopeSpecification_IsRefused()
    {
        _scene.Known.Add(MetadataAddress.ForScopeSpecification(Guid.Parse("b0000000-0000-4000-8000-000000000001")), new ChainSpecification(["tp1somebodyelse"], []));

        var error = await Assert.ThrowsAsync<P8eStateException>(async () => await PrepareAsync(await _scene.StoreAsync(Token)));

        Assert.Equal(ErrorCodes.ContractSpecificationForeign, error.Code);
    }

    [Fact]
    public async Task Prepare_WrongReader_IsRefused()
    {
        var input = await _scene.StoreAsync(Token) with { Audience = ["0A41"] };

        Assert.Equal(ErrorCodes.KeyInvalid, (await Assert.ThrowsAsync<P8eInputException>(() => PrepareAsync(input))).Code);
    }

    private static ActivityContext Context(string activity) => new("publish-1", activity);

    private Task<PreparedPublication> PrepareAsync(PublishContractInput input) =>
        new PreparePublicationActivity(_scene.Services).RunAsync(Context(PreparePublicationActivity.Name), input, Token);

    private async Task<List<OutboxRow>> QueueAsync(PreparedPublication prepared)
    {
        var queue = new QueuePublicationActivity(_scene.Services);
        var rows = new List<OutboxRow>();
        for (var number = 0; number < prepared.Transactions; number++)
        {
            Assert.Null(await queue.RunAsync(Context(QueuePublicationActivity.Name), new QueuedPublication(prepared.Plan, prepared.Account, number), Token));
            rows.Add((await _scene.Outbox.FindAsync(Submissions.Account, $"publish-1:{number}", Token))!);
        }

        return rows;
    }

    private Task<bool> CatalogueAsync(PublishContractInput input, PreparedPublication prepared, TimeSpan later = default) => new CataloguePublicationActivity(_scene.Services)
        .RunAsync(Context(CataloguePublicationActivity.Name), new CataloguedPublication(input, prepared.Plan, DateTimeOffset.UnixEpoch + later), Token);
}
