using P8e.Protocol.Identifiers;

namespace P8e.Chain.Scopes;

/// <summary>A record as it stands on the chain (provenance-chain 2.2): hashes, never contents. Lengths as of <see cref="ScopeState"/>.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">Its name as first sent.</param>
/// <param name="Session">The session that wrote it last.</param>
/// <param name="Specification">Its record specification; null when it has none.</param>
/// <param name="Process">What made it.</param>
/// <param name="Inputs">What it was made of.</param>
/// <param name="Outputs">What came out.</param>
public sealed record RecordState(
    MetadataAddress Address,
    string Name,
    MetadataAddress Session,
    MetadataAddress? Specification,
    RecordProcess Process,
    IReadOnlyList<RecordInput> Inputs,
    IReadOnlyList<RecordOutput> Outputs);
