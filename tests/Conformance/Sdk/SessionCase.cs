using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using P8e.Conformance.Dime;
using P8e.Execution.Envelopes;
using P8e.Execution.Sessions;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Conformance.Sdk;

/// <summary>A session packaged from what is recorded of it: the envelope, and what is stored for whom.</summary>
internal sealed class SessionCase(JsonElement element, JsonElement execution, JsonElement session, SdkFolder folder)
{
    internal async Task CheckAsync(JsonElement recorded, CancellationToken cancellationToken)
    {
        var expected = recorded.Base64("base64");
        var packaged = Build(ContractEnvelope.Parse(expected).Wire.MainNet).Build();
        Expect.Bytes("packaged envelope", expected, InRecordedOrder(packaged.Envelope.Wire, ContractEnvelope.Parse(expected).Wire.Contract).ToByteArray());

        var objects = new MemoryObjects();
        await packaged.StoreAsync(objects, cancellationToken);
        if (element.TryGetProperty("storeTraffic", out var traffic))
        {
            var puts = StoredFor.Recorded(traffic).Take(objects.Puts.Count);
            Expect.Equal("stored values", StoredFor.Sorted(puts), StoredFor.Sorted(StoredFor.Seen(objects, EncryptionKey())));
        }
    }

    internal Task CheckRefusalAsync() => RecordedRefusal.CheckAsync(execution, () => Task.FromResult(Build(mainNet: false).Build()));

    /// <summary>The JVM's order of parties is that of a hash map (M20): where there are several, theirs is taken over, and nothing else.</summary>
    private static Envelope InRecordedOrder(Envelope ours, Contract recorded)
    {
        if (ours.Contract.Recitals.Count < 2)
        {
            return ours;
        }

        var ordered = ours.Clone();
        Recital[] recitals = [.. ours.Contract.Recitals.OrderBy(recital => recorded.Recitals.IndexOf(recital))];
        ordered.Contract.Recitals.Clear();
        ordered.Contract.Recitals.Add(recitals);
        ordered.Ref.Hash = Convert.ToBase64String(SHA256.HashData(ordered.Contract.ToByteArray()));
        return ordered;
    }

    private Cryptography.Keys.PublicKey EncryptionKey() => SdkKeys.Get(Own().Text("encryptionKey")).PublicKey;

    private JsonElement Own() => RecordedCase.Party(element, execution);

    private SessionBuilder Build(bool mainNet)
    {
        if (session.TryGetProperty("scopeResponseBase64", out _) || element.TryGetProperty("scopeResponse", out _))
        {
            throw new NotComparableException("sessions on existing scopes are not packaged yet");
        }

        var own = Own();
        Participant[] participants = [.. session.GetProperty("participants").EnumerateArray().Select(ToParticipant)];
        var invoker = participants.First(party => party.Role.WireName() == own.Text("role"));
        var ids = new SessionIds(
            Uuid.Parse(session.Text("scopeUuid")), Uuid.Parse(session.Text("scopeSpecUuid")), Uuid.Parse(session.Text("sessionUuid")), Uuid.Parse(session.Text("executionUuid")));
        var builder = new SessionBuilder(folder.Specification(session.Text("contract")), ids, invoker, mainNet);
        foreach (var party in participants.Where(party => party != invoker))
        {
            builder.AddParticipant(party);
        }

        foreach (var record in session.GetProperty("proposedRecords").EnumerateArray())
        {
            builder.AddProposedRecord(record.Text("name"), record.Text("classname"), record.Base64("base64"));
        }

        foreach (var key in session.GetProperty("dataAccessKeys").EnumerateArray())
        {
            builder.AddDataAccess(SdkKeys.Get(key.GetString()!).PublicKey);
        }

        return builder;
    }

    private Participant ToParticipant(JsonElement party) => new(
        Enum.Parse<PartyRole>(party.Text("role"), ignoreCase: true), SdkKeys.Get(party.Text("signingKey")).PublicKey, SdkKeys.Get(party.Text("encryptionKey")).PublicKey);
}
