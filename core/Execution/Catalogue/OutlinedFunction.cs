using P8e.Execution.Sessions;

namespace P8e.Execution.Catalogue;

/// <summary>A function of a <see cref="ContractOutline"/>.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="InvokedBy">Who supplies the inputs.</param>
/// <param name="Inputs">Its parameters, in order.</param>
/// <param name="Output">The record that it makes.</param>
public sealed record OutlinedFunction(string Name, PartyRole InvokedBy, IReadOnlyList<OutlinedValue> Inputs, OutlinedValue Output);
