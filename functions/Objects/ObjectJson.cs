using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using P8e.Cryptography.Dime;
using P8e.ObjectStore;
using P8e.ObjectStore.Auditing;
using P8e.ObjectStore.Ports;
using P8e.ObjectStore.Sharing;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Objects;

/// <summary>Objects, mail and keys as JSON.</summary>
internal static class ObjectJson
{
    /// <summary>A hash as a part of a path.</summary>
    internal static string PathOf(ObjectHash hash) => Base64Url.EncodeToString(hash.Bytes.Span);

    /// <summary>Reads a hash out of a path, written as a key is.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/>.</exception>
    internal static ObjectHash ReadHash(string text) => ObjectHash.FromBytes(ReadKey(text).Bytes.Span);

    /// <summary>Reads what an object is filed under, which need not be a hash of a known length: hexadecimal when it has a hash's length in it, else base64url.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/>.</exception>
    internal static ObjectKey ReadKey(string text) =>
        text.Length is 32 or 64 or 128 && text.All(char.IsAsciiHexDigit) ? ObjectKey.FromBytes(Convert.FromHexString(text)) : ReadCursor(text);

    /// <summary>Reads a key that <see cref="PathOf(ObjectKey)"/> wrote.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/>.</exception>
    internal static ObjectKey ReadCursor(string text) => Base64Url.IsValid(text, out var length) && length <= ObjectKey.MaximumLength
        ? ObjectKey.FromBytes(Base64Url.DecodeFromChars(text))
        : throw new P8eInputException(ErrorCodes.HashInvalid, "Looking for objects: a key or cursor is not base64url of at most 2,000 bytes.");

    internal static void Write(Utf8JsonWriter writer, StoredObject stored)
    {
        writer.WriteStartObject();
        writer.WriteString("hash", stored.Key.ToString());
        writer.WriteString("id", stored.ObjectId);
        writer.WriteString("containerId", stored.ContainerId);
        writer.WriteNumber("contentLength", stored.ContentLength);
        writer.WriteNumber("storedLength", stored.ContainerLength);
        writer.WriteString("created", stored.Created);
        writer.WriteEndObject();
    }

    /// <summary>A key as a part of a path.</summary>
    internal static string PathOf(ObjectKey key) => Base64Url.EncodeToString(key.Bytes.Span);

    internal static void Write(Utf8JsonWriter writer, ListedObject listed)
    {
        writer.WriteStartObject();
        WriteMembers(writer, listed);
        writer.WriteEndObject();
    }

    internal static void WriteWithReaders(Utf8JsonWriter writer, ObjectRow row)
    {
        writer.WriteStartObject();
        WriteMembers(writer, ListedObject.Of(row));
        writer.WriteStartArray("readers");
        foreach (var entry in DimeHeader.Parse(row.Header.Span).Audience)
        {
            // Base64 of a key when a known program wrote it; anything else is shown as the text that it is.
            writer.WriteStringValue(Encoding.UTF8.GetString(entry.PublicKeyText.Span));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, SharedObject shared)
    {
        writer.WriteStartObject();
        writer.WriteString("hash", shared.Key.ToString());
        writer.WriteString("id", shared.ObjectId);
        writer.WriteNumber("readers", shared.Readers.Count);
        writer.WriteBoolean("changed", shared.IsChange);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, ObjectAuditLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("at", line.At);
        writer.WriteString("actor", line.Actor);
        writer.WriteString("act", JsonNamingPolicy.CamelCase.ConvertName(line.Act.ToString()));
        writer.WriteString("hash", line.Key.ToString());
        if (line.ObjectId is { } id)
        {
            writer.WriteString("id", id);
        }

        writer.WriteString("outcome", line.Outcome);
        writer.WriteString("details", line.Details);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, PublicKeyRow key, ReplicationRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("hash", row.Key.ToString());
        writer.WriteString("id", row.ObjectId);
        writer.WriteString("publicKey", Convert.ToBase64String(key.KeyBytes.Span));
        writer.WriteString("url", key.Url);
        writer.WriteString("queued", row.Queued);
        writer.WriteString("due", row.Due);
        writer.WriteNumber("attempts", row.Attempts);
        if (row.LastError is { } error)
        {
            writer.WriteString("lastError", error);
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, ListedObject listed)
    {
        writer.WriteString("hash", listed.Key.ToString());
        writer.WriteString("id", listed.ObjectId);
        writer.WriteNumber("contentLength", listed.ContentLength);
        writer.WriteNumber("storedLength", listed.StoredLength);
        writer.WriteString("created", listed.Created);
        if (listed.RetainUntil is { } until)
        {
            writer.WriteString("retainUntil", until);
        }

        writer.WriteBoolean("onHold", listed.OnHold);
    }

    internal static void Write(Utf8JsonWriter writer, MailRow mail)
    {
        writer.WriteStartObject();
        writer.WriteString("id", mail.MailId);
        writer.WriteString("hash", mail.Key.ToString());
        writer.WriteString("type", ObjectStore.Mail.MailTypes.NameOf(mail.Type));
        writer.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(mail.State.ToString()));
        writer.WriteString("arrived", mail.Arrived);
        writer.WriteNumber("deliveries", mail.Deliveries);
        if (mail.LeasedUntil is { } leased)
        {
            writer.WriteString("leasedUntil", leased);
        }

        if (mail.Reason is { } reason)
        {
            writer.WriteString("reason", reason);
        }

        if (mail.Settled is { } settled)
        {
            writer.WriteString("settled", settled);
        }

        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, PublicKeyRow key)
    {
        writer.WriteStartObject();
        writer.WriteString("id", key.Id);
        writer.WriteString("publicKey", Convert.ToBase64String(key.KeyBytes.Span));
        writer.WriteString("url", key.Url);
        if (key.AuthHeader is { } header)
        {
            writer.WriteString("authHeader", header);
        }

        writer.WriteString("created", key.Created);
        writer.WriteEndObject();
    }
}
