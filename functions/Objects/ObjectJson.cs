using System.Buffers.Text;
using System.Text.Json;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Objects;

/// <summary>Objects, mail and keys as JSON.</summary>
internal static class ObjectJson
{
    /// <summary>A hash as a part of a path.</summary>
    internal static string PathOf(ObjectHash hash) => Base64Url.EncodeToString(hash.Bytes.Span);

    /// <summary>Reads a hash out of a path: base64url or hexadecimal; the length says which.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/>.</exception>
    internal static ObjectHash ReadHash(string text)
    {
        if (text.Length is 32 or 64 or 128 && text.All(char.IsAsciiHexDigit))
        {
            return ObjectHash.FromBytes(Convert.FromHexString(text));
        }

        return Base64Url.IsValid(text, out var length) && length <= 64
            ? ObjectHash.FromBytes(Base64Url.DecodeFromChars(text))
            : throw new P8eInputException(ErrorCodes.HashInvalid, "Looking for an object: its hash is not 16, 32 or 64 bytes in base64url or hexadecimal.");
    }

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
