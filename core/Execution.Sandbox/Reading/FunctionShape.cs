using System.Reflection;
using P8e.Execution.Wire.Descriptions;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>A function that keeps all rules: what it declares and the method to call.</summary>
internal sealed record FunctionShape(
    string Name,
    int InvokedBy,
    MethodInfo Method,
    IReadOnlyList<FunctionParameter> Parameters,
    string RecordName,
    MessageType Result,
    string SkippedByRecord)
{
    public FunctionDescription Describe() => new(
        Name,
        InvokedBy,
        [.. Parameters.Select(parameter => new ParameterDescription(parameter.Name, parameter.Type.Name, parameter.IsRecord))],
        RecordName,
        Result.Name,
        SkippedByRecord);
}
