using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using P8e.Chain.Node;
using P8e.Protocol.Errors;

namespace P8e.Chain.Blocks.Comet;

/// <summary>One JSON-RPC call over HTTP at a time, replies of bounded length (provenance-chain 4.6).</summary>
internal sealed class CometRpc(HttpClient http, int replyBytesMaximum)
{
    internal delegate T Reading<out T>(ref Utf8JsonReader result);

    private const string NotYet = "must be less than or equal to the current blockchain height";
    private const string NoLonger = "lowest height is";

    /// <summary>Calls a method and reads its result.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">A JSON object.</param>
    /// <param name="read">Reads the value of <c>result</c>, from its first token on.</param>
    /// <param name="onError">Makes a result of an error; null leaves it an error.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<T> CallAsync<T>(
        string method, string parameters, Reading<T> read, Func<CometError, (bool IsAnswer, T Answer)>? onError, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null);
        request.Content = new ByteArrayContent(
            Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}"""));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        // The client's own timeout ends with the headers: a node that stops in the middle of its reply would be waited for without end.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(http.Timeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Unavailable(method, $"HTTP status {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta);
            }

            using var reply = new ReplyBuffer();
            var stream = await response.Content.ReadAsStreamAsync(end.Token).ConfigureAwait(false);
            return await reply.TryFillAsync(stream, replyBytesMaximum, end.Token).ConfigureAwait(false)
                ? Read(method, reply, read, onError)
                : throw new P8eStateException(
                    StateErrorKind.Conflict,
                    ErrorCodes.LimitExceeded,
                    $"Asking the node for {method}: its reply is longer than {replyBytesMaximum} bytes. Raise Chain__ReplyBytesMaximum.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException || IsNoReply(error)
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unavailable(method, IsNoReply(error) ? "not a CometBFT reply" : "no answer", retryAfter: null, error);
        }
    }

    // Text that is no text, invalid UTF-8 or half a character, is an InvalidOperationException of the reader.
    private static bool IsNoReply(Exception error) => error is JsonException or InvalidOperationException or FormatException;

    internal static string Height(long height) => string.Create(CultureInfo.InvariantCulture, $$"""{"height":"{{height}}"}""");

    private static T Read<T>(string method, ReplyBuffer reply, Reading<T> read, Func<CometError, (bool IsAnswer, T Answer)>? onError)
    {
        var reader = new Utf8JsonReader(reply.Content, isFinalBlock: true, default);
        if (!reader.Read())
        {
            throw CometJson.Unexpected();
        }

        CometJson.Require(ref reader, JsonTokenType.StartObject);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("result"u8))
            {
                return read(ref reader);
            }

            if (reader.ValueTextEquals("error"u8))
            {
                var error = ReadError(ref reader);
                return onError?.Invoke(error) is { IsAnswer: true } made ? made.Answer : throw Translate(method, error);
            }

            CometJson.SkipValue(ref reader);
        }

        throw CometJson.Unexpected();
    }

    private static CometError ReadError(ref Utf8JsonReader reader)
    {
        var (message, data) = (string.Empty, string.Empty);
        CometJson.EnterObject(ref reader);
        while (CometJson.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("message"u8))
            {
                message = CometJson.Text(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                data = CometJson.Text(ref reader);
            }
            else
            {
                CometJson.SkipValue(ref reader);
            }
        }

        return new CometError(message, data);
    }

    private static P8eException Translate(string method, CometError error)
    {
        if (error.Data.Contains(NoLonger, StringComparison.Ordinal))
        {
            return new P8eStateException(
                StateErrorKind.NotFound,
                ErrorCodes.ChainBlocksPruned,
                $"Asking the node for {method}: {NodeText.Shorten(error.Data)}. Ask a node that keeps older blocks.");
        }

        var what = error.Data.Contains(NotYet, StringComparison.Ordinal) ? error.Data : $"{error.Message}: {error.Data}";
        return Unavailable(method, NodeText.Shorten(what), retryAfter: null);
    }

    private static P8eTransientException Unavailable(string method, string what, TimeSpan? retryAfter, Exception? inner = null) => new(
        ErrorCodes.ChainNodeUnavailable,
        $"Asking the node for {method}: {what}. Try again; if it lasts, look at the node or its address.",
        retryAfter,
        inner);
}
