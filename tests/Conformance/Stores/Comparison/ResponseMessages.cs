using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Conformance.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Compares messages of an answer byte by byte, after our random values were replaced by the recorded ones that they stand for.</summary>
internal static class ResponseMessages
{
    /// <summary>Null when the message is the recorded one.</summary>
    internal static string? FindDifference(string call, JsonElement recorded, byte[] ours, Renaming names)
    {
        var theirs = recorded.TryGetProperty("base64", out var base64) ? Convert.FromBase64String(base64.GetString()!) : null;
        var renamed = call switch
        {
            "/objectstore.ObjectService/Put" => Rename(ObjectResponse.Parser, theirs, ours, (r, o) => Rename(r, o, names)),
            "/objectstore.MailboxService/Get" => Rename(MailPayload.Parser, theirs, ours, (r, o) => Rename(r, o, names)),
            "/objectstore.PublicKeyService/Add" => Rename(PublicKeyResponse.Parser, theirs, ours, (r, o) => Rename(r, o, names)),
            _ => ours,
        };
        if (theirs is not null)
        {
            return theirs.AsSpan().SequenceEqual(renamed) ? null : $"recorded {Show(recorded, theirs)}, ours {Convert.ToBase64String(ours)}";
        }

        return recorded.GetProperty("length").GetInt32() == renamed.Length && recorded.Text("sha256") == Convert.ToHexStringLower(SHA256.HashData(renamed))
            ? null
            : $"recorded {recorded.GetProperty("length").GetInt32()} bytes with hash {recorded.Text("sha256")}, ours {renamed.Length} bytes with another";
    }

    private static string Show(JsonElement recorded, byte[] theirs) =>
        recorded.TryGetProperty("json", out var json) && json.GetRawText() is { Length: < 800 } text ? text.ReplaceLineEndings(" ") : Convert.ToBase64String(theirs);

    private static byte[] Rename<T>(MessageParser<T> parser, byte[]? theirs, byte[] ours, Action<T?, T> rename)
        where T : class, IMessage<T>
    {
        var message = parser.ParseFrom(ours);
        rename(theirs is null ? null : parser.ParseFrom(theirs), message);
        return message.ToByteArray();
    }

    private static void Rename(ObjectResponse? recorded, ObjectResponse ours, Renaming names)
    {
        if (recorded?.Uuid is null || ours.Uuid is null)
        {
            return;
        }

        var isNamedByObject = ours.Name == ours.Uuid.Value;
        Rename(recorded.Uuid, ours.Uuid, names);
        ours.Name = isNamedByObject ? ours.Uuid.Value : ours.Name;
        ours.Created = RenameTime(recorded.Created, ours.Created, names);
    }

    private static void Rename(MailPayload? recorded, MailPayload ours, Renaming names)
    {
        if (recorded?.Uuid is not null && ours.Uuid is not null)
        {
            Rename(recorded.Uuid, ours.Uuid, names);
        }
        else if (ours.Uuid is not null && names.RecordedFor(ours.Uuid.Value) is { } known)
        {
            ours.Uuid.Value = known;
        }
    }

    private static void Rename(PublicKeyResponse? recorded, PublicKeyResponse ours, Renaming names)
    {
        if (recorded is null)
        {
            return;
        }

        Rename(recorded.Uuid, ours.Uuid, names);
        ours.CreatedAt = RenameTime(recorded.CreatedAt, ours.CreatedAt, names);
        ours.UpdatedAt = RenameTime(recorded.UpdatedAt, ours.UpdatedAt, names);
    }

    /// <summary>Left as it is when it does not fit, so that the comparison shows it.</summary>
    private static void Rename(UUID recorded, UUID ours, Renaming names)
    {
        if (Guid.TryParseExact(ours.Value, "D", out _) && names.Bind(recorded.Value, ours.Value))
        {
            ours.Value = recorded.Value;
        }
    }

    private static Timestamp? RenameTime(Timestamp? recorded, Timestamp? ours, Renaming names)
    {
        const int NanosOfAMicrosecond = 1000;
        return recorded is not null && ours is not null && ours.Nanos % NanosOfAMicrosecond == 0 && names.BindTime(recorded.ToString(), ours.ToString()) ? recorded : ours;
    }
}
