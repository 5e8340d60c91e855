namespace P8e.Functions.Telemetry;

/// <summary>Why the program is not as it should be. Everybody may read it: a stable code and words of ours, nothing that came from elsewhere.</summary>
/// <param name="Code">Stable; docs/operate.md says what to do.</param>
/// <param name="Text">For people.</param>
/// <param name="IsBlocking">Whether the program cannot do its work; else it does it badly.</param>
internal sealed record ReadinessReason(string Code, string Text, bool IsBlocking);
