using Google.Protobuf;
using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Server;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores;

/// <summary>Runs the steps of one case against our store.</summary>
internal sealed class StoreCaseRun(StoreCase recorded, StoreUnderTest store, StoreSetup setup, Renaming names, Tally tally)
{
    private const string Put = "/objectstore.ObjectService/Put";
    private const string SetConfig = "/objectstore.AdminService/SetConfig";
    private const int Internal = 13;

    /// <summary>Longer than what a registry goes by after it has read a row.</summary>
    private static readonly TimeSpan s_untilKeysAreReadAgain = TimeSpan.FromMinutes(1);

    private readonly MailPreparation _mail = new(recorded);
    private bool _isDamaged;
    private bool _isInMaintenance;

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

    /// <summary>Runs one step.</summary>
    /// <returns>What is neither recorded nor meant.</returns>
    internal async Task<List<string>> RunAsync(StoreStep step, StoreCaller caller, CancellationToken cancellationToken)
    {
        await PrepareAsync(step, caller, cancellationToken);
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
    private async Task PrepareAsync(StoreStep step, StoreCaller caller, CancellationToken cancellationToken)
    {
        var status = step.Status;
        store.Rows.IsDown = status.Code == Internal && status.Message.StartsWith("SqlError(Database(PgDatabaseError { severity: Fatal", StringComparison.Ordinal);
        store.Files.IsDown = step.Call == Put && status.Code == Internal && status.Message.StartsWith("StorageError(", StringComparison.Ordinal);
        await KeepMaintenanceAsync(step, caller, cancellationToken);
        if (_mail.IsNeeded)
        {
            await _mail.PrepareAsync(step, caller, names, cancellationToken);
        }

        if (status.Message.StartsWith("InvalidApplicationState(", StringComparison.Ordinal))
        {
            await DamageKeysAsync(cancellationToken);
        }

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

    /// <summary>Puts our store into maintenance or out of it where the recorder had done that outside of the recorded calls.</summary>
    private async Task KeepMaintenanceAsync(StoreStep step, StoreCaller caller, CancellationToken cancellationToken)
    {
        var isOn = step.Status.Message == "Service is in maintenance mode";
        if (isOn == _isInMaintenance || recorded.Steps.Any(other => other.Call == SetConfig) || (!isOn && step.Call != Put))
        {
            return;
        }

        _isInMaintenance = isOn;
        var answer = await caller.CallAsync(SetConfig, [RecordedRequest.Frame(new SetConfigRequest { MaintenanceState = isOn }.ToByteArray())], cancellationToken);
        Expect.Equal("status of SetConfig", 0, answer.Code);
    }

    /// <summary>Registrations that lost their value, the nearest to what the recorder wrote into the reference server's database.</summary>
    private async Task DamageKeysAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in store.Keys.ListAsync(StoreUnderTest.Affiliate, cancellationToken))
        {
            await store.Keys.TryWriteAsync(row with { Url = "", AuthHeader = row.AuthHeader ?? "x-api-key", AuthValueHash = default }, cancellationToken);
        }

        store.KeysClock.Advance(s_untilKeysAreReadAgain);
    }
}
