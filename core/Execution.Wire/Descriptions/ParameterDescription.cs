namespace P8e.Execution.Wire.Descriptions;

/// <summary>A parameter of a function.</summary>
/// <param name="Name">The input's or record's name.</param>
/// <param name="MessageType">Full protobuf name of the message.</param>
/// <param name="IsRecord">A record of the scope rather than a submitted input.</param>
public sealed record ParameterDescription(string Name, string MessageType, bool IsRecord);
