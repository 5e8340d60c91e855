using System.Security.Cryptography;
using P8e.Fuzzing.Tests.Engine;
using P8e.Fuzzing.Tests.Targets;

namespace P8e.Fuzzing.Tests;

/// <summary>Every parser of bytes from outside answers any bytes with what they say or with a refusal: it neither crashes, nor hangs, nor takes more memory than the input allows.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan ShortBudget = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongBudget = TimeSpan.FromMinutes(10);

    private static FuzzTarget[] All { get; } = [.. CryptographyTargets.All, .. ProtocolTargets.All, .. ChainTargets.All, .. StoreTargets.All, .. ProgramTargets.All];

    public static TheoryData<string> Targets => [.. All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Parser_OfAnyBytes_AnswersOrRefuses(string name)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("P8E_FUZZ_SEED"), out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);
        var report = new FuzzRun(All.Single(target => target.Name == name), seed).Run(Environment.GetEnvironmentVariable("P8E_LONG") == "1" ? LongBudget / All.Length : ShortBudget);

        TestContext.Current.SendDiagnosticMessage($"{name}: seed {seed}, {report}");
        Assert.True(report.SeedsTaken > 0, $"It took none of its seeds, so little behind its first checks was reached: {string.Join('\n', report.Kinds.Take(5))}");
    }
}
