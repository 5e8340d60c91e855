using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Cryptography.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Calls;

/// <summary>
/// Mail that the recorder put and acknowledged between the recorded calls: what a mailbox answers must have been put, so the containers are taken from the answers. The
/// members <c>thenAcked</c> and <c>thenPut</c> say by container number what was done later.
/// </summary>
internal sealed class MailPreparation(StoreCase recorded)
{
    private const string MailGet = "/objectstore.MailboxService/Get";
    private const string MailAck = "/objectstore.MailboxService/Ack";
    private const int DataBytes = 1 << 20;

    private readonly HashSet<int> _put = [];
    private bool _isAcked;

    /// <summary>Whether the recorder prepared mail in this case.</summary>
    internal bool IsNeeded => recorded.Find("prepared") is not null && recorded.Steps.Any(step => step.Call == MailGet && step.Response.Count > 0);

    /// <summary>Does what had been done when this call was recorded.</summary>
    internal async Task PrepareAsync(StoreStep step, StoreCaller caller, Renaming names, CancellationToken cancellationToken)
    {
        if (_put.Count == 0)
        {
            await PutAsync(AllMails().Where(mail => !Numbers("thenPut").Contains(mail.Number)), caller, cancellationToken);
        }

        if (!_isAcked && step.Label.Contains("acks", StringComparison.Ordinal))
        {
            _isAcked = true;
            foreach (var number in Numbers("thenAcked"))
            {
                await AckAsync(AllMails().First(mail => mail.Number == number).MailId, caller, names, cancellationToken);
            }
        }

        await PutAsync(MailsOf(step).Where(mail => !_put.Contains(mail.Number)), caller, cancellationToken);
    }

    private static async Task AckAsync(string recordedId, StoreCaller caller, Renaming names, CancellationToken cancellationToken)
    {
        var request = new AckRequest { Uuid = new UUID { Value = names.OursFor(recordedId) ?? throw new MismatchException($"mail {recordedId} was not delivered before it was acknowledged") } };
        var answer = await caller.CallAsync(MailAck, [RecordedRequest.Frame(request.ToByteArray())], cancellationToken);
        Expect.Equal("status of an Ack", 0, answer.Code);
    }

    private async Task PutAsync(IEnumerable<(int Number, string MailId, byte[] Container)> mails, StoreCaller caller, CancellationToken cancellationToken)
    {
        var usual = PutTemplate.FirstOf(recorded);
        foreach (var (number, _, container) in mails.ToArray())
        {
            var upload = usual.WithHashOf($"prepared-{number}") with { Container = container };
            var answer = await caller.CallAsync("/objectstore.ObjectService/Put", upload.Frames(DataBytes), cancellationToken);
            Expect.Equal("status of a prepared Put", 0, answer.Code);
            _put.Add(number);
        }
    }

    private IEnumerable<int> Numbers(string member) => recorded.Find(member) is { ValueKind: JsonValueKind.Array } numbers ? numbers.EnumerateArray().Select(number => number.GetInt32()) : [];

    private IEnumerable<(int Number, string MailId, byte[] Container)> AllMails() => recorded.Steps.SelectMany(MailsOf).DistinctBy(mail => mail.Number).OrderBy(mail => mail.Number);

    private static IEnumerable<(int Number, string MailId, byte[] Container)> MailsOf(StoreStep step)
    {
        if (step.Call != MailGet)
        {
            yield break;
        }

        foreach (var response in step.Response)
        {
            var mail = MailPayload.Parser.ParseFrom(Convert.FromBase64String(response.GetProperty("base64").GetString()!));
            var container = mail.Data.ToByteArray();
            var id = DimeHeader.Parse(container).ContainerId.ToString("D");
            yield return (int.Parse(id.AsSpan(24), CultureInfo.InvariantCulture), mail.Uuid.Value, container);
        }
    }
}
