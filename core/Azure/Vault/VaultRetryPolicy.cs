using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Vault;

/// <summary>Azure.Core's retry, which gives up at once when the vault asks for a longer pause than a call may last: the caller is told how long.</summary>
internal sealed class VaultRetryPolicy(int maxRetries, TimeSpan patience)
    : RetryPolicy(maxRetries, DelayStrategy.CreateExponentialDelayStrategy(FirstDelay, patience))
{
    private const string RetryAfterHeader = "Retry-After";
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestBelieved = TimeSpan.FromHours(1);

    /// <summary>How long an answer asks to wait; null when it does not say, or says nonsense.</summary>
    internal static TimeSpan? RetryAfter(Response response) =>
        response.Headers.TryGetValue(RetryAfterHeader, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= LongestBelieved.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception)
    {
        var tooLong = exception is null && message.HasResponse && RetryAfter(message.Response) > patience;
        return tooLong ? ValueTask.FromResult(false) : base.ShouldRetryAsync(message, exception);
    }
}
