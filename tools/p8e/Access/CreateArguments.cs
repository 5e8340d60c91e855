namespace P8e.Cli.Access;

/// <summary>What <c>p8e access create</c> was told; no places are all places.</summary>
internal sealed record CreateArguments(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Places, int Days);
