namespace P8e.Fuzzing.Tests.Engine;

/// <summary>What is planted is found: a run that finds nothing says something.</summary>
public sealed class FuzzRunTests
{
    private const int Seed = 1;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly byte[] Right = "take 0016 bytes of this text"u8.ToArray();

    [Fact]
    public void Run_OfAParserThatReadsBehindItsEnd_FindsTheInput() =>
        AssertFinds("IndexOutOfRangeException", bytes => bytes.Length > 5 && bytes[0] == (byte)'t' && bytes[bytes[5] - 32] > 0);

    [Fact]
    public void Run_OfAParserThatBelievesALength_FindsTheInput() =>
        AssertFinds("allocated", bytes => bytes.Length > 8 && new byte[(bytes[6] << 16) | bytes[7]].Length >= 0);

    [Fact]
    public void Run_OfAParserThatTakesLong_FindsTheInput() => AssertFinds("it took", bytes =>
    {
        var end = bytes.Length > 5 && bytes[5] == 0xff ? TimeSpan.FromSeconds(1.2) : TimeSpan.Zero;
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < end;)
        {
            // A loop whose count comes out of the input.
        }

        return true;
    });

    [Fact]
    public void Run_OfTheSameSeed_MakesTheSameInputs()
    {
        Assert.Equal(First(Seed), First(Seed));
        Assert.NotEqual(First(Seed), First(Seed + 1));
    }

    private static string[] First(int seed)
    {
        var mutator = new Mutator(new Random(seed));
        return [.. Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(mutator.Mutate(Right, Right)))];
    }

    private static void AssertFinds(string what, Func<byte[], bool> parser)
    {
        var target = new FuzzTarget($"planted-{what.Replace(' ', '-')}", () => [Right], parser) { BytesPerByte = 1 };
        var finding = Assert.Throws<FuzzFinding>(() => new FuzzRun(target, Seed).Run(Budget));
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.Contains($"seed {Seed}", finding.Message, StringComparison.Ordinal);
        foreach (var written in Directory.EnumerateFiles(FuzzRun.Findings, $"{target.Name}-*.bin"))
        {
            File.Delete(written);
        }
    }
}
