using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using P8e.Conformance.Dime;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>Many clients put at once, each on a connection of its own.</summary>
internal sealed partial class ParallelPuts : IStoreScenario
{
    private const string CallNumber = "<call number>";

    public bool Fits(StoreCase recorded) => recorded.Find("result") is { } result && result.TryGetProperty("parallelCalls", out _);

    public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
    {
        var result = context.Result;
        var calls = result.GetProperty("parallelCalls").GetInt32();
        var described = context.Case.Element.GetProperty("request").Text("everyCall");
        PutTemplate[] uploads = [.. Enumerable.Range(0, calls).Select(call => Upload(context.Case, described, call))];
        var answers = await Task.WhenAll(uploads.Select(async upload =>
        {
            await using var caller = await context.ConnectAsync(cancellationToken);
            return await ScenarioContext.PutAsync(caller, upload, cancellationToken);
        }));

        Expect.Equal("recorded calls that were well", calls, result.GetProperty("statuses").EnumerateObject().Where(status => status.Name.StartsWith("OK", StringComparison.Ordinal)).Sum(status => status.Value.GetInt32()));
        Expect.Equal("distinct UUIDs of objects", result.GetProperty("distinctObjectUuidsInAnswers").GetInt32(), answers.Select(answer => answer.Uuid.Value).Distinct().Count());
        var rows = result.GetProperty("rowsAdded");
        await context.ExpectRowsAsync(rows.GetProperty("object").GetInt32(), rows.GetProperty("object_public_key").GetInt32(), cancellationToken);
        if (result.GetProperty("filesAdded") is { ValueKind: JsonValueKind.Object } files && uploads.All(upload => upload.Container.AsSpan().SequenceEqual(uploads[0].Container)))
        {
            var stored = (await OurRows.ReadAsync(context.Store, cancellationToken)).Of(StoreTables.Objects).Select(row => row.Fields["container"]);
            Expect.Equal("stored containers", string.Join(' ', files.EnumerateObject().Select(file => file.Value.Text("sha256"))), string.Join(' ', stored));
        }
    }

    /// <summary>Builds an upload that is told as another case's, or as a container with a hash.</summary>
    private static PutTemplate Upload(StoreCase recorded, string described, int call)
    {
        if (recorded.Recording.FindCase(described) is { } same)
        {
            return PutTemplate.FirstOf(same);
        }

        var container = ContainerName().Match(described) is { Success: true } name
            ? RecordedRequest.Container(recorded.Recording.Container(name.Groups[1].Value))
            : throw new NotComparableException($"what was put is told in words that the driver does not know: {described}");
        if (described.Contains("its last payload byte replaced by the call number", StringComparison.Ordinal))
        {
            container[^1] = (byte)call;
        }

        var upload = PutTemplate.FirstOf(recorded) with { Container = container };
        return HashText().Match(described) is { Success: true } hash
            ? upload.WithHashOf(hash.Groups[1].Value.Replace(CallNumber, call.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            : upload;
    }

    [GeneratedRegex(@"^container (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerName();

    [GeneratedRegex("HASH sha256\\(\"([^\"]*)\"\\)", RegexOptions.CultureInvariant)]
    private static partial Regex HashText();
}
