using System.Reflection;
using P8e.Execution.Wire.Descriptions;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>A contract class that keeps all rules: what it declares and how it is constructed and called.</summary>
internal sealed record ContractShape(
    string ClassName,
    IReadOnlyList<int> Parties,
    IReadOnlyList<string> ScopeSpecifications,
    ConstructorInfo Constructor,
    IReadOnlyList<RecordParameter> Records,
    IReadOnlyList<FunctionShape> Functions)
{
    public IEnumerable<MessageType> MessageTypes => Records.Select(record => record.Type)
        .Concat(Functions.SelectMany(function => function.Parameters.Select(parameter => parameter.Type).Append(function.Result)));

    public ContractDescription Describe() => new(
        ClassName,
        Parties,
        ScopeSpecifications,
        [.. Records.Select(record => new RecordDescription(record.Name, record.Type.Name, record.IsList, record.IsOptional))],
        [.. Functions.Select(function => function.Describe())]);
}
