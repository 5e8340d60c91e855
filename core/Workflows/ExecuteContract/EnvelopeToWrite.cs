namespace P8e.Workflows.ExecuteContract;

/// <summary>Input of <see cref="MemorialiseActivity"/>.</summary>
/// <param name="Account">Signs and pays.</param>
/// <param name="Envelope">Base64 hash of the executed envelope.</param>
public sealed record EnvelopeToWrite(string Account, string Envelope);
