using P8e.Functions.Timers;

namespace P8e.Functions.Invocations;

/// <summary>What the host means by a function's name.</summary>
/// <param name="Kind">How it is called.</param>
/// <param name="Registered">Its name in the registry.</param>
/// <param name="Timer">Of a timer.</param>
internal sealed record HostFunction(HostFunctionKind Kind, string Registered, HostTimer? Timer = null);
