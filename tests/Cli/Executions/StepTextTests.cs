using System.Text.Json;
using P8e.CannedApi;
using P8e.Cli.Api;
using P8e.Cli.Executions;
using Spectre.Console;

namespace P8e.Cli.Tests.Executions;

/// <summary>Steps and failures in words.</summary>
public sealed class StepTextTests
{
    [Fact]
    public void Changes_BetweenTwoViews_AreLinesOfWhatChanged()
    {
        var (first, second) = (View(Samples.Execution(1)), View(Samples.Execution(3)));

        Assert.Equal([" 1/10 submitted    + done", " 2/10 forwarded    > running"], StepText.Changes(null, first));
        Assert.Equal([" 2/10 forwarded    + done", " 3/10 stored       + done", " 4/10 executed     > running"], StepText.Changes(first, second));
        Assert.Empty(StepText.Changes(second, second));
    }

    [Fact]
    public void Changes_WithoutSteps_AreNone() => Assert.Empty(StepText.Changes(null, new ExecutionView { Id = "i", Status = "Pending" }));

    [Fact]
    public void Meaning_OfEachStep_IsSaid() => Assert.DoesNotContain(View(Samples.Execution(0)).Steps, step => StepText.Meaning(step.Name).Length == 0);

    [Fact]
    public void Failure_OfAStep_SaysCodeStepDetailAndWhatToDo()
    {
        var lines = ExecutionText.Failure(View(Samples.Failed()));

        Assert.StartsWith("contract.failed: at step executed: recordAsset refused its input.", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"next: 'p8e executions show {Samples.Id}'", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("observed")]
    [InlineData("indexed")]
    [InlineData("acknowledged")]
    public void NextStep_AfterTheChainHasIt_IsNotToSubmitAgain(string step) => Assert.Contains(
        "do not submit again", StepText.NextStep(new ExecutionView { Id = "i", Status = "Failed", Error = new("c", step, "d") }), StringComparison.Ordinal);

    [Fact]
    public void Failure_WithoutAReason_SaysHowItEnded()
    {
        var lines = ExecutionText.Failure(new ExecutionView { Id = "i", Status = "Terminated" });

        Assert.Contains("Terminated", lines[0], StringComparison.Ordinal);
        Assert.Contains("p8e executions show i", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfSteps_HasTextsOfStrangersAsTheyAre()
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;

        console.Write(StepProgress.Table(new ExecutionView { Id = "i", Status = "Running", Steps = [new("[red]x[/]", "\u001b[2J", null)] }));

        Assert.Contains("[red]x[/]", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"i\"}")]
    [InlineData("{\"id\":\"i\",\"status\":7}")]
    public void Read_OfAnotherAnswer_Refuses(string json) =>
        Assert.Equal("api.unexpected", Assert.Throws<ApiException>(() => ExecutionView.Read(JsonElement.Parse(json))).Code);

    private static ExecutionView View(System.Text.Json.Nodes.JsonObject view) => ExecutionView.Read(JsonElement.Parse(view.ToJsonString()));
}
