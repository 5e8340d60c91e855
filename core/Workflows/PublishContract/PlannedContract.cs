using P8e.Execution.Catalogue;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.PublishContract;

/// <summary>A contract in a <see cref="PublicationPlan"/>: a row of the catalogue without what all its contracts share.</summary>
/// <param name="ClassName">Wire name of the class.</param>
/// <param name="Specification">The specification's hash, base64.</param>
/// <param name="ScopeSpecifications">Addresses, bech32.</param>
internal sealed record PlannedContract(string ClassName, string Specification, IReadOnlyList<string> ScopeSpecifications)
{
    internal static PlannedContract Of(PublishedContract row) => new(row.ClassName, row.Specification.ToString(), [.. row.ScopeSpecifications.Select(scope => scope.ToString())]);

    internal PublishedContract ToRow(CataloguedPublication publication, string descriptors) => new()
    {
        ClassName = ClassName,
        Specification = ObjectHash.Parse(Specification),
        ScopeSpecifications = [.. ScopeSpecifications.Select(MetadataAddress.Parse)],
        ContractPackage = ObjectHash.Parse(publication.Publication.ContractPackage),
        RecordPackage = ObjectHash.Parse(publication.Publication.RecordPackage),
        Descriptors = ObjectHash.Parse(descriptors),
        Published = publication.Published,
    };
}
