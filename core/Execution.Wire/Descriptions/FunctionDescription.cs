namespace P8e.Execution.Wire.Descriptions;

/// <summary>A function of a contract.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="InvokedBy">Number of the party type that supplies the inputs.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="RecordName">The record that the function makes.</param>
/// <param name="MessageType">Full protobuf name of the declared result.</param>
/// <param name="SkippedByRecord">The record whose existence skips the function, or empty.</param>
public sealed record FunctionDescription(
    string Name, int InvokedBy, IReadOnlyList<ParameterDescription> Parameters, string RecordName, string MessageType, string SkippedByRecord);
