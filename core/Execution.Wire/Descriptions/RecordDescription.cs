namespace P8e.Execution.Wire.Descriptions;

/// <summary>A record of the scope that a contract's constructor takes.</summary>
/// <param name="Name">The record's name.</param>
/// <param name="MessageType">Full protobuf name of the message, or of the list's items.</param>
/// <param name="IsList">A list of messages: it has a form in specifications, but no run can fill it (p8e-sdk B-21).</param>
/// <param name="IsOptional">The scope may lack it.</param>
public sealed record RecordDescription(string Name, string MessageType, bool IsList, bool IsOptional);
