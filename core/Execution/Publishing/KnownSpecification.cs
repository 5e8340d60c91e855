using P8e.Protocol.Identifiers;

namespace P8e.Execution.Publishing;

/// <summary>A contract or scope specification that is on the chain already.</summary>
/// <param name="Owners">Addresses of its owners; one of them may add to it.</param>
/// <param name="Parts">Of a contract specification its record specifications, of a scope specification its contract specifications.</param>
public sealed record KnownSpecification(IReadOnlyCollection<string> Owners, IReadOnlyCollection<MetadataAddress> Parts);
