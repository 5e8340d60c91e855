namespace P8e.Execution.Catalogue;

/// <summary>A record or input of a <see cref="ContractOutline"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClassName">JVM binary name of its class.</param>
/// <param name="IsFromScope">A record that the scope has, rather than a value that is proposed or made.</param>
/// <param name="IsOptional">The scope may lack it.</param>
public sealed record OutlinedValue(string Name, string ClassName, bool IsFromScope = false, bool IsOptional = false);
