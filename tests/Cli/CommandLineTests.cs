using P8e.Cli.Executions;

namespace P8e.Cli.Tests;

/// <summary>What is understood and what is not.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("submit loan.json", true)]
    [InlineData("submit loan.json --key k --no-wait --json --api http://127.0.0.1:1", true)]
    [InlineData("submit", false)]
    [InlineData("submit a.json b.json", false)]
    [InlineData("executions", false)]
    [InlineData("executions list --most 100 --cursor c --json", true)]
    [InlineData("executions list --most 0", false)]
    [InlineData("executions list --most 101", false)]
    [InlineData("executions list --most many", false)]
    [InlineData("executions show", false)]
    [InlineData("executions show id --json", true)]
    [InlineData("scope show scope1x", true)]
    [InlineData("scope show", false)]
    [InlineData("scope list", true)]
    [InlineData("record show scope1x", false)]
    [InlineData("record show scope1x asset", true)]
    [InlineData("record history scope1x asset --most 5", true)]
    [InlineData("access create --name x --role read --everywhere", true)]
    [InlineData("access create --name x --role read --role submit --at lender-1 --at lender-2 --days 30 --json", true)]
    [InlineData("access create --name x --role read", false)]
    [InlineData("access create --name x --role read --at lender-1 --everywhere", false)]
    [InlineData("access create --name x --role admin --everywhere", false)]
    [InlineData("access create --name x --everywhere", false)]
    [InlineData("access create --role read --everywhere", false)]
    [InlineData("access list --storage UseDevelopmentStorage=true", true)]
    [InlineData("access revoke", false)]
    [InlineData("access revoke 0123456789abcdef", true)]
    [InlineData("access bootstrap", true)]
    public void Parse_OfACommand_TakesItOrNot(string line, bool isTaken) => Assert.Equal(isTaken, CommandLine.Create().Parse(line.Split(' ')).Errors.Count == 0);

    [Fact]
    public void Submit_WithoutAKey_MakesAFreshOne()
    {
        var first = SubmitCommand.Arguments(CommandLine.Create().Parse(["submit", "f"]));
        var second = SubmitCommand.Arguments(CommandLine.Create().Parse(["submit", "f"]));

        Assert.True(first.Waits);
        Assert.NotEqual(first.Key, second.Key);
        Assert.True(Guid.TryParse(first.Key, out _));
    }

    [Fact]
    public void Submit_WithAKey_TakesIt() =>
        Assert.Equal(new SubmitArguments("f", "mine", Waits: false), SubmitCommand.Arguments(CommandLine.Create().Parse(["submit", "f", "--key", "mine", "--no-wait"])));
}
