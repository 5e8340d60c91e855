namespace P8e.Chain.Scopes;

/// <summary>What made a record.</summary>
/// <param name="Name">The contract's class name.</param>
/// <param name="Method">The function's name.</param>
/// <param name="Hash">The contract's hash; null when it has an address instead.</param>
/// <param name="Address">The address of a contract on the chain; null when it has a hash.</param>
public sealed record RecordProcess(string Name, string Method, string? Hash, string? Address);
