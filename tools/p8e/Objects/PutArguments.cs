namespace P8e.Cli.Objects;

/// <summary>What <c>p8e object put</c> was told.</summary>
internal sealed record PutArguments(string File, string OwnerKeyFile, string? SignerKeyFile, IReadOnlyList<string> Readers);
