using P8e.Protocol.Identifiers;

namespace P8e.Chain.Scopes;

/// <summary>An input of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">Its class.</param>
/// <param name="Hash">The hash of a proposed value; null when it is a record.</param>
/// <param name="Record">The record that it is; null when it is a proposed value.</param>
/// <param name="Status"><c>PROPOSED</c> or <c>RECORD</c>; a number when the chain has one we do not know.</param>
public sealed record RecordInput(string Name, string TypeName, string? Hash, MetadataAddress? Record, string Status);
