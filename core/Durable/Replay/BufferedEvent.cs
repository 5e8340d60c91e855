namespace P8e.Durable.Replay;

/// <summary>An event that nobody waited for when it came.</summary>
/// <param name="Arrival">Its place among all of the run.</param>
/// <param name="Name">As it was sent.</param>
/// <param name="Payload">JSON text; null when there is none.</param>
internal readonly record struct BufferedEvent(int Arrival, string Name, string? Payload);
