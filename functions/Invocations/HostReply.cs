using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace P8e.Functions.Invocations;

/// <summary>What the host can use: 200, JSON, an object; never an empty body (functions-host 2.5, 2.6).</summary>
internal static class HostReply
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A message of the engine, in base64.</summary>
    internal static Task MessageAsync(HttpResponse response, byte[] message)
    {
        Begin(response);
        var writer = response.BodyWriter;
        writer.Write("{\"ReturnValue\":\""u8);
        Base64.EncodeToUtf8(message, writer.GetSpan(Base64.GetMaxEncodedToUtf8Length(message.Length)), out _, out var length);
        writer.Advance(length);
        writer.Write("\"}"u8);
        return response.CompleteAsync();
    }

    /// <summary>A text as the value: the host leaves the inside of strings alone (functions-host 3.6).</summary>
    internal static Task TextAsync(HttpResponse response, string text) => ObjectAsync(response, writer => writer.WriteString("ReturnValue", text));

    /// <summary>Success without a value.</summary>
    internal static Task NothingAsync(HttpResponse response) => ObjectAsync(response, static _ => { });

    /// <summary>An object with the members that <paramref name="write"/> writes.</summary>
    internal static async Task ObjectAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        Begin(response);
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, Writing))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        await response.CompleteAsync();
    }

    private static void Begin(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json; charset=utf-8";
    }
}
