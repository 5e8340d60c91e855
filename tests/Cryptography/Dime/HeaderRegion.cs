namespace P8e.Cryptography.Tests.Dime;

/// <summary>Bytes from a start on, and what may happen when one of them changes.</summary>
internal sealed record HeaderRegion(string Name, int Start, string[] Allowed);
