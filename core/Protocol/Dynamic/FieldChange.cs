namespace P8e.Protocol.Dynamic;

/// <summary>One difference of two versions of a message.</summary>
/// <param name="Path">
/// JSON names joined by points, list positions from zero, map keys in quotes: <c>loan.terms.rate</c>, <c>documents[2].uri</c>, <c>kv["loan"].uli</c>.
/// <c>$</c> is the whole message.
/// </param>
/// <param name="Kind">Added, removed or changed.</param>
/// <param name="Before">Canonical JSON of the first version's value; null when added.</param>
/// <param name="After">Canonical JSON of the second version's value; null when removed.</param>
public sealed record FieldChange(string Path, FieldChangeKind Kind, string? Before, string? After);
