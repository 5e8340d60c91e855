using P8e.Durable.Replay;

namespace P8e.Durable.Hub;

/// <summary>A run that goes on with the session's next step.</summary>
/// <param name="Run">The run.</param>
/// <param name="SeenUpTo">It has seen the session's records before this one.</param>
internal sealed record RunProgress(LiveRun Run, int SeenUpTo);
