using P8e.Contracts;
using P8e.SampleRecords.Simple;

namespace P8e.SampleContracts.Upstream;

[P8eContract("io.provenance.scope.examples.contract.SimpleExampleContract")]
[Participants(PartyType.Owner)]
[ScopeSpecification("io.provenance.examples.Simple")]
public sealed class SimpleExampleContract : P8eContract
{
    [Function(PartyType.Owner)]
    [Record("name")]
    public ExampleName Name([Input("name")] ExampleName value) => value;
}
