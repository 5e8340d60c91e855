namespace P8e.Functions.Executions;

/// <summary>What a request says of its scope; nothing where it leaves that to the program.</summary>
/// <param name="Uuid">UUID of the scope.</param>
/// <param name="Specification">UUID of its scope specification.</param>
internal sealed record SubmittedScope(Guid? Uuid, Guid? Specification);
