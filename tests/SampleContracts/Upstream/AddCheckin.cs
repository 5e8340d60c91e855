using P8e.Contracts;
using P8e.SampleRecords.Shipping;

namespace P8e.SampleContracts.Upstream;

[P8eContract("io.provenance.scope.examples.contract.AddCheckin")]
[Participants(PartyType.Originator)]
[ScopeSpecification("io.provenance.examples.Shipping")]
public sealed class AddCheckin([Record("package")] ShippingPackage package) : P8eContract
{
    [Function(PartyType.Originator)]
    [Record("package")]
    public ShippingPackage AddCheckpoints([Input("checkpoint")] Checkpoint checkpoint) => checkpoint.CalculateSize() == 0 ? package : new ShippingPackage();
}
