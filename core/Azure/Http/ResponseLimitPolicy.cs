using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Http;

/// <summary>
/// Bounds what the pipeline will buffer of an answer. It stands directly before the transport, so that the bound holds before the first
/// byte is copied.
/// </summary>
/// <param name="service">Whose answers, for the message: "the table service".</param>
/// <param name="maxAnswerBytes">Bound of an answer.</param>
/// <param name="advice">What to do about a larger one, as a sentence.</param>
internal sealed class ResponseLimitPolicy(string service, int maxAnswerBytes, string advice) : HttpPipelineSynchronousPolicy
{
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

        var (status, limit) = (response.Status, response.Status < 400 ? maxAnswerBytes : MaxErrorBytes);
        if (response.Headers.ContentLengthLong is not { } length)
        {
            response.ContentStream = new LimitedStream(body, limit, () => TooLarge(status, limit));
        }
        else if (length > limit)
        {
            throw TooLarge(status, limit);
        }
    }

    private RequestFailedException TooLarge(int status, long limit) => new(status, $"Reading the answer of {service}: it is larger than {limit} bytes. {advice}");
}
