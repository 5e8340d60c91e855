using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Server;

namespace P8e.Conformance.Stores;

/// <summary>Runs the steps of one case against our store.</summary>
internal sealed class StoreCaseRun(StoreCase recorded, StoreUnderTest store, StoreSetup setup, Renaming names, Tally tally)
{
    private const string Put = "/objectstore.ObjectService/Put";
    private const int Internal = 13;

    private bool _isDamaged;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var caller = await StoreCaller.ConnectAsync(store.Address, cancellationToken);
        List<string> failures = [];
        foreach (var step in recorded.Steps)
        {
            failures.AddRange(await RunAsync(step, caller, cancellationToken));
        }

        if (recorded.Find("nextCallOnSameConnection")?.GetString() == "OK")
        {
            var next = await caller.CallAsync("/objectstore.AdminService/GetConfig", [RecordedRequest.Frame([])], cancellationToken);
            Expect.Equal("status of a next call on the same connection", 0, next.Code);
        }

        if (failures.Count > 0)
        {
            throw new MismatchException(string.Join(" || ", failures.Take(3)));
        }
    }

    private async Task<List<string>> RunAsync(StoreStep step, StoreCaller caller, CancellationToken cancellationToken)
    {
        await PrepareAsync(step, cancellationToken);
        List<byte[]> frames = [.. RecordedRequest.Frames(step).Select(names.Translate)];
        var before = await OurRows.ReadAsync(store, cancellationToken);
        var answer = await caller.CallAsync(step, frames, cancellationToken);
        var findings = StepComparison.Compare(step, answer, names).ToList();
        findings.AddRange(RowComparison.Compare(step, before, await OurRows.ReadAsync(store, cancellationToken), names));
        if (QuotedTexts.Quotes(step.Status.Message) is { } library && findings.TrueForAll(finding => finding.Kind != FindingKind.Status))
        {
            tally.CountQuoted(library);
        }

        List<string> failures = [];
        foreach (var finding in findings)
        {
            if (Differences.All.FirstOrDefault(difference => difference.Explains(new StepFacts(step, answer, finding, setup, frames))) is { } meant)
            {
                tally.Count(meant);
            }
            else
            {
                failures.Add($"{step.Call.Split('/')[^1]} '{step.Label}' {finding.Kind}: {finding.Text}");
            }
        }

        return failures;
    }

    /// <summary>Does to our store what the recorder had done to the reference server when it made this call.</summary>
    private async Task PrepareAsync(StoreStep step, CancellationToken cancellationToken)
    {
        var status = step.Status;
        store.Rows.IsDown = status.Code == Internal && status.Message.StartsWith("SqlError(Database(PgDatabaseError { severity: Fatal", StringComparison.Ordinal);
        store.Files.IsDown = step.Call == Put && status.Code == Internal && status.Message.StartsWith("StorageError(", StringComparison.Ordinal);
        if (step.Call == Put)
        {
            return;
        }

        if (Damage.OfCase(recorded) is { } damage)
        {
            if (!_isDamaged)
            {
                _isDamaged = true;
                await damage.DoAsync(store, cancellationToken);
            }
        }
        else if (status.Code == Internal && status.Message.StartsWith("StorageError(", StringComparison.Ordinal))
        {
            await Damage.LostFiles.DoAsync(store, cancellationToken);
        }
    }
}
