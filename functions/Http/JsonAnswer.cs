using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace P8e.Functions.Http;

/// <summary>A JSON value as the body of an answer. It is written whole before the response gets any of it: what fails while it is written is answered as an error, and only as that.</summary>
internal static class JsonAnswer
{
    /// <summary>Base64 and texts stay as they are: what HTML alone would need escaped is no danger in JSON, and callers cut values out with simple tools.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A page of a listing: <c>{"items": […], "cursor": "…"}</c>.</summary>
    /// <param name="response">Its status is set already.</param>
    /// <param name="items">What the page holds.</param>
    /// <param name="write">Writes one of them.</param>
    /// <param name="cursor">Where the next page begins; null on the last.</param>
    internal static Task WriteItemsAsync<T>(HttpResponse response, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write, string? cursor = null) => WriteAsync(response, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
        if (cursor is not null)
        {
            writer.WriteString("cursor", cursor);
        }

        writer.WriteEndObject();
    });

    /// <param name="response">Its status is set already.</param>
    /// <param name="write">Writes one value.</param>
    /// <param name="contentType">Of the body.</param>
    internal static async Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write, string contentType = "application/json")
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, Plain))
        {
            write(writer);
        }

        response.ContentType = contentType;
        response.Headers.XContentTypeOptions = "nosniff";
        await response.BodyWriter.WriteAsync(body.WrittenMemory, response.HttpContext.RequestAborted);
    }
}
