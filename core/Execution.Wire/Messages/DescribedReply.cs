using P8e.Execution.Wire.Descriptions;

namespace P8e.Execution.Wire.Messages;

/// <summary>What the package declares.</summary>
public sealed record DescribedReply(PackageDescription Package) : WireMessage;
