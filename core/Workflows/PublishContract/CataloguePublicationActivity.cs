using P8e.Durable;
using P8e.Protocol.Errors;

namespace P8e.Workflows.PublishContract;

/// <summary>Adds the contracts of a plan to the catalogue: from then on they can be named. Safe to repeat.</summary>
/// <param name="services">Where the plan lies, and the catalogue.</param>
public sealed class CataloguePublicationActivity(PublishingServices services) : IActivity<CataloguedPublication, bool>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "CataloguePublication.v1";

    /// <summary>Adds the rows.</summary>
    /// <returns>True.</returns>
    /// <exception cref="P8eStateException">The plan is gone.</exception>
    /// <exception cref="P8eTransientException">The storage is out of reach.</exception>
    public async Task<bool> RunAsync(ActivityContext context, CataloguedPublication input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = await PublicationPlan.ReadAsync(services.Objects, input.Plan, cancellationToken).ConfigureAwait(false);
        foreach (var contract in plan.Contracts)
        {
            await services.Catalogue.AddAsync(services.Affiliate, contract.ToRow(input, plan.Descriptors), cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
