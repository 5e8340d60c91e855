using System.Globalization;
using Azure;

namespace P8e.Azure.Tables;

/// <summary>
/// Reads the answer to a transaction: multipart/mixed with one part, which is multipart/mixed with one HTTP answer per action, or with the
/// one answer of the action that failed.
/// </summary>
internal static class TableBatchReader
{
    /// <summary>The service prefixes the message of the failed action's error with its position: <c>3:The specified entity…</c></summary>
    private const int MaxIndexDigits = 3;

    public static IReadOnlyList<Response> Read(Response response, int actions)
    {
        try
        {
            return Read(response.Content.ToMemory(), response.Headers.ContentType, actions);
        }
        catch (FormatException e)
        {
            throw TableFailure.Unreadable(response.Status, "it is not the answer to a transaction", e);
        }
    }

    internal static IReadOnlyList<Response> Read(ReadOnlyMemory<byte> body, string? contentType, int actions)
    {
        var outer = MultipartParser.Split(body, MultipartParser.BoundaryOf(contentType), maxParts: 1);
        if (outer.Count != 1)
        {
            throw new FormatException("no change set");
        }

        var changes = MultipartParser.ReadHeaders(outer[0], out var inner);
        var parts = MultipartParser.Split(inner, MultipartParser.BoundaryOf(changes.GetValueOrDefault("Content-Type")), maxParts: actions);
        var answers = new TableBatchResponse[parts.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            MultipartParser.ReadHeaders(parts[i], out var http);
            answers[i] = MultipartParser.ReadResponse(http);
            if (answers[i].Status is < 200 or > 299)
            {
                throw Failed(answers[i], actions);
            }
        }

        return answers.Length == actions ? answers : throw new FormatException("another number of answers than of actions");
    }

    private static TableTransactionFailedException Failed(TableBatchResponse answer, int actions)
    {
        var message = TableErrorParser.Parse(answer.Content.ToMemory())?.Message ?? string.Empty;
        var digits = message.IndexOf(':', StringComparison.Ordinal);
        int? index = digits is > 0 and <= MaxIndexDigits
            && int.TryParse(message.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            && parsed < actions
            ? parsed
            : null;
        return new TableTransactionFailedException(TablePipeline.Failed(answer), index);
    }
}
