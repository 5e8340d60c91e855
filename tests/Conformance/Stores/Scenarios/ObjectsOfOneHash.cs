using System.Globalization;
using System.Text.RegularExpressions;
using P8e.Conformance.Dime;
using P8e.Conformance.Stores.Recording;
using P8e.Cryptography.Dime;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Several objects with one hash and one common reader: which of them a Get answers.</summary>
internal sealed partial class ObjectsOfOneHash : IStoreScenario
{
    public bool Fits(StoreCase recorded) => recorded.Find("containerNumberReturned") is not null;

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var prepared = context.Case.Element.Text("prepared");
        if (Range().Match(prepared) is not { Success: true } range || Readers().Match(prepared) is not { Success: true } readers)
        {
            throw new NotComparableException($"what was put is told in words that the driver does not know: {prepared}");
        }

        var (first, last) = (Number(range.Groups[1]), Number(range.Groups[2]));
        var common = context.Case.Recording.KeyText(readers.Groups[1].Value);
        await using var caller = await context.ConnectAsync(cancellationToken);
        var usual = PutTemplate.FirstOf(context.Case);
        for (var number = first; number <= last; number++)
        {
            var text = $"{readers.Groups[2].Value}{(number - first).ToString("D2", CultureInfo.InvariantCulture)}";
            usual = usual with { Container = SyntheticContainer.Build(usual.Container, number, common, [common, text], null) };
            _ = await ScenarioContext.PutAsync(caller, usual, cancellationToken);
        }

        foreach (var expected in context.Case.Element.GetProperty("containerNumberReturned").EnumerateArray())
        {
            var answer = await caller.CallAsync(ScenarioContext.Get, [ScenarioContext.RequestFor(usual)], cancellationToken);
            Expect.Equal("container", SyntheticContainer.IdOf(usual.Container, expected.GetInt32()), DimeHeader.Parse(ScenarioContext.ContainerIn(answer)).ContainerId);
        }
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(NN = (\d+)\.\.(\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"readers (\w+) and text key ([\w-]+?)00\.\.", RegexOptions.CultureInvariant)]
    private static partial Regex Readers();
}
