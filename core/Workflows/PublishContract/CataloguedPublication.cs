namespace P8e.Workflows.PublishContract;

/// <summary>What <see cref="CataloguePublicationActivity"/> is asked.</summary>
/// <param name="Publication">What was published.</param>
/// <param name="Plan">Hash of the plan, base64.</param>
/// <param name="Published">When, UTC.</param>
public sealed record CataloguedPublication(PublishContractInput Publication, string Plan, DateTimeOffset Published);
