using P8e.Protocol.Identifiers;

namespace P8e.Access.Auditing;

/// <summary>A call as its route knows it.</summary>
/// <param name="Affiliate">Whose data; null for the deployment itself.</param>
/// <param name="Roles">Any one of these lets a caller in; at least one.</param>
/// <param name="Route">Name of the function.</param>
/// <param name="What">What it is about: a hash, an id, an address; never contents. What is too long is cut.</param>
/// <param name="Correlation">Stands in the log and the traces of the same call.</param>
public sealed record AccessAct(AffiliateName? Affiliate, AccessRoles Roles, string Route, string What, string Correlation);
