using Azure.Core;
using Azure.Storage.Blobs;
using P8e.Azure.Tables;
using P8e.Azure.Telemetry;
using P8e.Protocol.Errors;

namespace P8e.Azure.Configuration;

/// <summary>The clients of one storage account, with one set of retry numbers and one credential. Made once per program.</summary>
public sealed class StorageClients
{
    /// <summary>Makes the clients; sends nothing.</summary>
    /// <param name="options">Checked here.</param>
    /// <param name="clock">Dates the table requests.</param>
    /// <param name="credential">The program's identity; needed with <see cref="StorageCredentialKind.Identity"/>, else null.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: names the setting.</exception>
    public StorageClients(StorageOptions options, TimeProvider clock, TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        var tables = new TableClientOptions { Clock = clock };
        var blobs = new BlobClientOptions();
        SetRetry(tables.Retry, options);
        SetRetry(blobs.Retry, options);
        Calls = new ServiceCalls(clock);
        tables.AddPolicy(new ServiceCallPolicy("table", Calls), HttpPipelinePosition.PerRetry);
        blobs.AddPolicy(new ServiceCallPolicy("blob", Calls), HttpPipelinePosition.PerRetry);
        if (options.Credential == StorageCredentialKind.Identity)
        {
            ArgumentNullException.ThrowIfNull(credential);
            Tables = new TableServiceClient(options.TableEndpoint!, credential, tables);
            Blobs = new BlobServiceClient(options.BlobEndpoint, credential, blobs);
            return;
        }

        try
        {
            Tables = new TableServiceClient(options.ConnectionString!, tables);
            Blobs = new BlobServiceClient(options.ConnectionString, blobs);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new P8eInputException(
                ErrorCodes.ConfigurationInvalid,
                "Reading the settings: Storage__ConnectionString is not a storage connection string. Example: Storage__ConnectionString=UseDevelopmentStorage=true",
                e);
        }
    }

    /// <summary>The account's table service.</summary>
    public TableServiceClient Tables { get; }

    /// <summary>The account's blob service.</summary>
    public BlobServiceClient Blobs { get; }

    /// <summary>How calls of the account have gone.</summary>
    public ServiceCalls Calls { get; }

    private static void SetRetry(RetryOptions retry, StorageOptions options)
    {
        retry.Mode = RetryMode.Exponential;
        retry.MaxRetries = options.MaxRetries;
        retry.Delay = TimeSpan.FromMilliseconds(options.RetryDelayMilliseconds);
        retry.MaxDelay = TimeSpan.FromMilliseconds(options.RetryMaxDelayMilliseconds);
        retry.NetworkTimeout = TimeSpan.FromSeconds(options.NetworkTimeoutSeconds);
    }
}
