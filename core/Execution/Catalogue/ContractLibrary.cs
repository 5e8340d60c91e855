using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Catalogue;

/// <summary>
/// The published contracts of an affiliate as they are used: found by name or address, with specification and descriptors. Which contract a name means is asked every
/// time; what a hash names never changes and is kept. Thread-safe.
/// </summary>
/// <param name="affiliate">Whose.</param>
/// <param name="catalogue">What is published.</param>
/// <param name="objects">Where specifications and descriptor sets lie.</param>
public sealed class ContractLibrary(AffiliateName affiliate, IContractCatalogue catalogue, IExecutionObjects objects)
{
    // A specification has at most 1 MiB, a descriptor set 4 MiB and several times that when it is linked; those of real contracts have some KiB.
    private readonly BoundedCache<ObjectHash, ContractSpecification> _specifications = new(64);
    private readonly BoundedCache<ObjectHash, DescriptorSet> _descriptors = new(16);

    /// <summary>Finds a contract: a class name means the latest published one, an address exactly that one (design 8).</summary>
    /// <param name="nameOrAddress">Wire name of the class, or <c>contractspec1…</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ContractNotFound"/>: it is not published here.</exception>
    /// <exception cref="P8eInputException">The address is not one, or what is stored is no specification.</exception>
    /// <exception cref="P8eTransientException">The storage is out of reach.</exception>
    public async Task<ContractEntry> ResolveAsync(string nameOrAddress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nameOrAddress);
        var published = await FindAsync(nameOrAddress, cancellationToken).ConfigureAwait(false)
            ?? throw Missing($"named '{nameOrAddress[..Math.Min(nameOrAddress.Length, 200)]}'");
        return await LoadAsync(published, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The latest contract of a package: what reads back a record whose process names the package.</summary>
    /// <param name="package">SHA-256 of its contract assembly or of its record assembly.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ContractNotFound"/>.</exception>
    /// <exception cref="P8eTransientException">The storage is out of reach.</exception>
    public async Task<ContractEntry> ResolvePackageAsync(ObjectHash package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        var published = await catalogue.FindByPackageAsync(affiliate, package, cancellationToken).ConfigureAwait(false) ?? throw Missing($"with the package {package}");
        return await LoadAsync(published, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every published contract, by class name, latest first within a name.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    public IAsyncEnumerable<PublishedContract> ListAsync(CancellationToken cancellationToken) => catalogue.ListAsync(affiliate, cancellationToken);

    private Task<PublishedContract?> FindAsync(string nameOrAddress, CancellationToken cancellationToken) => nameOrAddress.StartsWith("contractspec1", StringComparison.Ordinal)
        ? catalogue.FindAsync(
            affiliate,
            ObjectHash.FromBytes(Uuid.ToBytes(MetadataAddress.Parse(nameOrAddress, MetadataKind.ContractSpecification).PrimaryUuid)),
            cancellationToken)
        : nameOrAddress.Length is > 0 and <= ExecutionLimits.NameCharactersMax
            ? catalogue.FindLatestAsync(affiliate, nameOrAddress, cancellationToken)
            : Task.FromResult<PublishedContract?>(null);

    private async Task<ContractEntry> LoadAsync(PublishedContract published, CancellationToken cancellationToken)
    {
        var specification = _specifications.GetAsync(published.Specification, ReadSpecificationAsync, cancellationToken);
        var descriptors = _descriptors.GetAsync(published.Descriptors, ReadDescriptorsAsync, cancellationToken);
        await Task.WhenAll(specification, descriptors).ConfigureAwait(false);
        return new ContractEntry(published, await specification.ConfigureAwait(false), await descriptors.ConfigureAwait(false));

        async Task<ContractSpecification> ReadSpecificationAsync(CancellationToken token) =>
            ContractSpecification.Parse(await objects.GetAsync(published.Specification, ExecutionLimits.SpecificationBytesMax, token).ConfigureAwait(false));

        async Task<DescriptorSet> ReadDescriptorsAsync(CancellationToken token) =>
            DescriptorSet.Load(await objects.GetAsync(published.Descriptors, ExecutionLimits.DescriptorsBytesMax, token).ConfigureAwait(false));
    }

    private static P8eStateException Missing(string which) => new(
        StateErrorKind.NotFound,
        ErrorCodes.ContractNotFound,
        $"Looking for a contract: none {which} is published here. Publish it, or look at the list of contracts for its name.");
}
