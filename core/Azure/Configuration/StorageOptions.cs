using P8e.Protocol.Errors;

namespace P8e.Azure.Configuration;

/// <summary>
/// The storage account and how often a failed call to it is repeated. Section <c>Storage</c> of the settings (<c>Storage__MaxRetries</c>).
/// Either <see cref="ConnectionString"/> or both endpoints are set.
/// </summary>
public sealed class StorageOptions
{
    /// <summary>Secret. <c>UseDevelopmentStorage=true</c> or a storage account's connection string; null with endpoints.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Address of the blob service, https, for example https://account.blob.core.windows.net; null with a connection string.</summary>
    public Uri? BlobEndpoint { get; set; }

    /// <summary>Address of the table service, https, for example https://account.table.core.windows.net; null with a connection string.</summary>
    public Uri? TableEndpoint { get; set; }

    /// <summary>What goes with the above: a connection string carries its key, endpoints go with the program's identity.</summary>
    public StorageCredentialKind Credential { get; set; } = StorageCredentialKind.ConnectionString;

    /// <summary>Repetitions after the first try, 0 to 10; 4 by default.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>Pause before the first repetition in milliseconds, 1 to 60,000; 200 by default. It doubles each time.</summary>
    public int RetryDelayMilliseconds { get; set; } = 200;

    /// <summary>Longest pause in milliseconds, <see cref="RetryDelayMilliseconds"/> to 300,000; 10,000 by default. A Retry-After of the service may be longer.</summary>
    public int RetryMaxDelayMilliseconds { get; set; } = 10_000;

    /// <summary>Longest silence of the network within one try in seconds, 1 to 300; 30 by default.</summary>
    public int NetworkTimeoutSeconds { get; set; } = 30;

    /// <summary>Checks everything.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: names the setting, its range and an example.</exception>
    public void Validate()
    {
        if (Credential == StorageCredentialKind.ConnectionString)
        {
            Check(!string.IsNullOrWhiteSpace(ConnectionString), nameof(ConnectionString), "is missing", "UseDevelopmentStorage=true");
            Check(BlobEndpoint is null, nameof(BlobEndpoint), "stands beside a connection string; remove one of them", "(empty)");
            Check(TableEndpoint is null, nameof(TableEndpoint), "stands beside a connection string; remove one of them", "(empty)");
        }
        else
        {
            Check(Credential == StorageCredentialKind.Identity, nameof(Credential), "is ConnectionString or Identity", "Identity");
            Check(string.IsNullOrEmpty(ConnectionString), nameof(ConnectionString), "stands beside Credential=Identity; remove one of them", "(empty)");
            Check(IsEndpoint(BlobEndpoint), nameof(BlobEndpoint), "is not an https address without a query", "https://account.blob.core.windows.net");
            Check(IsEndpoint(TableEndpoint), nameof(TableEndpoint), "is not an https address without a query", "https://account.table.core.windows.net");
        }

        CheckRange(MaxRetries, 0, 10, nameof(MaxRetries), 4);
        CheckRange(RetryDelayMilliseconds, 1, 60_000, nameof(RetryDelayMilliseconds), 200);
        CheckRange(RetryMaxDelayMilliseconds, RetryDelayMilliseconds, 300_000, nameof(RetryMaxDelayMilliseconds), 10_000);
        CheckRange(NetworkTimeoutSeconds, 1, 300, nameof(NetworkTimeoutSeconds), 30);
    }

    private static bool IsEndpoint(Uri? uri) => uri is { IsAbsoluteUri: true, Scheme: "https", Query: "", UserInfo: "" };

    private static void CheckRange(int value, int lowest, int highest, string name, int example) =>
        Check(value >= lowest && value <= highest, name, $"is {value}, its range is {lowest} to {highest}", $"{example}");

    private static void Check(bool holds, string name, string what, string example)
    {
        if (!holds)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading the settings: Storage__{name} {what}. Example: Storage__{name}={example}");
        }
    }
}
