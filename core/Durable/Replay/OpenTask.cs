using static P8e.Durable.Wire.OrchestratorAction;

namespace P8e.Durable.Replay;

/// <summary>A decided action whose outcome is awaited.</summary>
/// <param name="Id">The action's id.</param>
/// <param name="Kind">Only an event of the matching kind completes it.</param>
/// <param name="Name">For messages.</param>
/// <param name="Source">Completed from the event loop only, and without asynchronous continuations: user code runs on before the next event is looked at.</param>
internal sealed record OpenTask(int Id, OrchestratorActionTypeOneofCase Kind, string Name, TaskCompletionSource<string?> Source);
