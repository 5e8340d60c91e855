using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Tables;

/// <summary>
/// Bounds what the pipeline will buffer of an answer. It stands directly before the transport, so that the bound holds before the first
/// byte is copied.
/// </summary>
internal sealed class ResponseLimitPolicy : HttpPipelineSynchronousPolicy
{
    /// <summary>A page holds at most 1,000 entities; pages of large entities are asked for with a smaller <c>maxPerPage</c>.</summary>
    public const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>An error is a code and a sentence.</summary>
    public const int MaxErrorBytes = 64 * 1024;

    public override void OnReceivedResponse(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var response = message.Response;
        if (response.ContentStream is not { } body)
        {
            return;
        }

        var limit = response.Status < 400 ? MaxAnswerBytes : MaxErrorBytes;
        if (response.Headers.ContentLengthLong is not { } length)
        {
            response.ContentStream = new LimitedStream(body, limit, response.Status);
        }
        else if (length > limit)
        {
            throw TooLarge(response.Status, limit);
        }
    }

    public static RequestFailedException TooLarge(int status, long limit) =>
        new(status, $"Reading the table service's answer: it is larger than {limit} bytes. Ask for fewer entities per page.");
}
