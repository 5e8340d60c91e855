namespace P8e.Chain.Following;

/// <summary>A message of the metadata module was executed; comes after the message's other events.</summary>
/// <param name="Origin">Where it happened.</param>
/// <param name="Endpoint">The call, for example <c>WriteScope</c>.</param>
/// <param name="Signers">The message's signers as they wrote themselves, upper case included.</param>
public sealed record MetadataCallCompleted(EventOrigin Origin, string Endpoint, IReadOnlyList<string> Signers) : MetadataEvent(Origin);
