using P8e.Cryptography.Keys;
using P8e.Durable;
using P8e.Execution.Publishing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.PublishContract;

/// <summary>
/// Derives what a package publishes, stores specifications and descriptors for their readers, asks the chain what it lacks, and fixes the plan. Safe to repeat: everything but the plan is made of the
/// package alone, and the plan is not acted on before it is in the history.
/// </summary>
/// <param name="services">Where everything is.</param>
public sealed class PreparePublicationActivity(PublishingServices services) : IActivity<PublishContractInput, PreparedPublication>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "PreparePublication.v1";

    private const int ReadsAtOnce = 8;

    /// <summary>Prepares.</summary>
    /// <exception cref="P8eStateException">
    /// <see cref="ErrorCodes.ContractNotTrusted"/>, <see cref="ErrorCodes.ContractSpecificationForeign"/>, <see cref="ErrorCodes.ObjectNotFound"/>; what stops a sandbox.
    /// </exception>
    /// <exception cref="P8eInputException">The package breaks a rule, or is beyond a limit.</exception>
    /// <exception cref="P8eTransientException">Storage, node or sandbox are out of reach now.</exception>
    public async Task<PreparedPublication> RunAsync(ActivityContext context, PublishContractInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (contracts, records) = (ObjectHash.Parse(input.ContractPackage), ObjectHash.Parse(input.RecordPackage));
        RequireTrust(services.IsTrusted, contracts);
        var publication = await services.Packages.ReadAsync(contracts, records, cancellationToken).ConfigureAwait(false);
        var descriptors = await StoreAsync(publication, [.. input.Audience.Select(key => KeyText.ReadPublic(key))], cancellationToken).ConfigureAwait(false);
        var missing = publication.MessagesFor(services.Account, await AskAsync(publication, cancellationToken).ConfigureAwait(false));
        var plan = new PublicationPlan(
            descriptors.ToString(), [.. publication.ToRows(DateTimeOffset.UnixEpoch).Select(PlannedContract.Of)], PublicationPlan.Divide(missing));
        var stored = await plan.StoreAsync(services.Objects, cancellationToken).ConfigureAwait(false);
        return new PreparedPublication(stored.ToString(), services.Account.ToString(), plan.Transactions.Count, plan.Contracts.Count);
    }

    /// <summary>Refuses a contract package that the operator has not marked: reading its classes runs code of it.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ContractNotTrusted"/>.</exception>
    public static void RequireTrust(Func<ObjectHash, bool> isTrusted, ObjectHash contractPackage)
    {
        ArgumentNullException.ThrowIfNull(isTrusted);
        ArgumentNullException.ThrowIfNull(contractPackage);
        if (!isTrusted(contractPackage))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted,
                ErrorCodes.ContractNotTrusted,
                $"Publishing a package: the operator has not marked it as trusted. Add {Convert.ToHexStringLower(contractPackage.Bytes.Span)} to Contracts__Trusted and start the program again.");
        }
    }

    private async Task<ObjectHash> StoreAsync(Publication publication, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken)
    {
        foreach (var contract in publication.Contracts)
        {
            await services.Objects.PutSpecificationAsync(contract.Bytes, audience, cancellationToken).ConfigureAwait(false);
        }

        return await services.Objects.PutAsync(publication.Descriptors, audience, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<MetadataAddress, KnownSpecification>> AskAsync(Publication publication, CancellationToken cancellationToken)
    {
        var known = new Dictionary<MetadataAddress, KnownSpecification>();
        foreach (var some in publication.ScopeSpecifications.Concat(publication.Contracts.Select(contract => contract.Address)).Chunk(ReadsAtOnce))
        {
            var found = await Task.WhenAll(some.Select(address => address.Kind == MetadataKind.ScopeSpecification
                ? services.Chain.FindScopeSpecificationAsync(address, cancellationToken)
                : services.Chain.FindContractSpecificationAsync(address, cancellationToken))).ConfigureAwait(false);
            foreach (var (address, specification) in some.Zip(found).Where(pair => pair.Second is not null))
            {
                known.Add(address, new KnownSpecification(specification!.Owners, specification.Parts));
            }
        }

        return known;
    }
}
