namespace P8e.Fuzzing.Tests.Engine;

/// <summary>An input with which a parser did what it must not. The message says what, where the input is, and what to do with it.</summary>
internal sealed class FuzzFinding : Exception
{
    internal FuzzFinding(FuzzTarget target, int seed, byte[] input, string what, Exception? cause = null)
        : base(Describe(target, seed, input, what), cause)
    {
    }

    private static string Describe(FuzzTarget target, int seed, byte[] input, string what)
    {
        var path = Path.Combine(FuzzRun.Findings, $"{target.Name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input).AsSpan(0, 6))}.bin");
        File.WriteAllBytes(path, input);
        return $"{target.Name}: {what}; seed {seed}, {input.Length} bytes in {path}. Write a unit test of it, correct the parser, and keep it as tests/Fuzzing/Corpus/{target.Name}/{Path.GetFileName(path)}.";
    }
}
