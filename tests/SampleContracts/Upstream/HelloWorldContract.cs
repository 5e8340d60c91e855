using P8e.Contracts;
using P8e.SampleRecords.Hello;

namespace P8e.SampleContracts.Upstream;

[P8eContract("io.p8e.contracts.examplekotlin.HelloWorldContract")]
[Participants(PartyType.Owner)]
[ScopeSpecification("io.p8e.contracts.examplekotlin.helloWorld")]
public sealed class HelloWorldContract : P8eContract
{
    [Function(PartyType.Owner)]
    [Record("name")]
    public ExampleName Name([Input("name")] ExampleName value) => value;
}
