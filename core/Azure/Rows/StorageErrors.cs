using System.Text.Json;
using System.Xml;
using Azure;
using P8e.Protocol.Errors;

namespace P8e.Azure.Rows;

/// <summary>From the storage client's failures to the house's families. Retries have happened below; here it is final for this call.</summary>
internal static class StorageErrors
{
    private const string RetryAfterHeader = "Retry-After";

    /// <summary>Runs a storage call and translates what it throws.</summary>
    /// <param name="doing">What was being done, as the start of a message: "Putting an object".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Tells the caller's own cancellation from a timeout.</param>
    internal static async Task<T> TranslateAsync<T>(string doing, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception error) when (Translate(doing, error, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>As above for calls without a result.</summary>
    internal static Task TranslateAsync(string doing, Func<Task> call, CancellationToken cancellationToken) => TranslateAsync(
        doing,
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Null for what is not a storage failure, and for the caller's own cancellation.</summary>
    internal static P8eException? Translate(string doing, Exception error, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        RequestFailedException { Status: 401 or 403 } denied => new P8eStateException(
            StateErrorKind.NotPermitted,
            ErrorCodes.StorageDenied,
            $"{doing}: the storage account refused the credential ({denied.ErrorCode}). Check Storage__ConnectionString, or the roles of the program's identity.",
            denied),
        RequestFailedException { Status: >= 400 and < 500 and not (404 or 408 or 409 or 412 or 429) } wrong => new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.StorageRefused,
            $"{doing}: the storage account refused the request ({wrong.Status} {wrong.ErrorCode}). This is a fault of the program: report it.",
            wrong),
        RequestFailedException or AggregateException or OperationCanceledException or IOException or HttpRequestException => Unavailable(doing, error),
        // How the blob client fails over what is no answer of a storage account: a gateway's page, XML or JSON that is cut or another's.
        XmlException or JsonException or KeyNotFoundException or NullReferenceException => Unavailable(doing, error),
        _ => null,
    };

    private static P8eTransientException Unavailable(string doing, Exception error) => new(
        ErrorCodes.StorageUnavailable,
        $"{doing}: the storage account did not answer as it should ({Status(error)}). Try again; if it lasts, look at the account's health.",
        RetryAfter(error),
        error);

    private static string Status(Exception error) => error is RequestFailedException { Status: > 0 } failed ? $"{failed.Status} {failed.ErrorCode}" : "no answer";

    private static TimeSpan? RetryAfter(Exception error) =>
        error is RequestFailedException failed
        && failed.GetRawResponse()?.Headers.TryGetValue(RetryAfterHeader, out var text) == true
        && int.TryParse(text, out var seconds) && seconds is >= 0 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
