using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using P8e.Azure.Telemetry;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>The clients of one vault, with one identity and one set of retry numbers. Made once per program.</summary>
public sealed class VaultClients
{
    /// <summary>Makes the clients; sends nothing.</summary>
    /// <param name="options">Checked here.</param>
    /// <param name="clock">Bounds calls and judges dates.</param>
    /// <param name="credential">The program's identity; null makes one as the options say.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: names the setting.</exception>
    public VaultClients(VaultOptions options, TimeProvider clock, TokenCredential? credential = null)
        : this(options, clock, credential, null)
    {
    }

    internal VaultClients(VaultOptions options, TimeProvider clock, TokenCredential? credential, HttpPipelineTransport? transport)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        Vault = options.Address!;
        Clock = clock;
        SecretCacheTime = TimeSpan.FromSeconds(options.SecretCacheSeconds);
        var patience = TimeSpan.FromSeconds(options.CallSeconds);
        Call = new VaultCall(patience, clock);
        credential ??= ProgramIdentity.Create(options.Credential, options.ClientId);
        transport ??= VaultTransport.Create(options);
        Calls = new ServiceCalls(clock);
        Keys = new KeyClient(new VaultPipeline(Vault, credential, Prepare(new KeyClientOptions(), options, transport, Calls), clock));
        Secrets = new SecretClient(Vault, credential, Prepare(new SecretClientOptions(SecretClientOptions.ServiceVersion.V7_5), options, transport, Calls));
    }

    /// <summary>How calls of the vault have gone.</summary>
    public ServiceCalls Calls { get; }

    internal Uri Vault { get; }

    internal TimeProvider Clock { get; }

    internal TimeSpan SecretCacheTime { get; }

    internal VaultCall Call { get; }

    internal KeyClient Keys { get; }

    internal SecretClient Secrets { get; }

    private static T Prepare<T>(T client, VaultOptions options, HttpPipelineTransport transport, ServiceCalls calls)
        where T : ClientOptions
    {
        client.Transport = transport;
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(options.CallSeconds);
        client.RetryPolicy = new VaultRetryPolicy(options.MaxRetries, TimeSpan.FromSeconds(options.CallSeconds));
        client.AddPolicy(new ServiceCallPolicy("vault", calls), HttpPipelinePosition.PerRetry);
        VaultPipeline.Harden(client, options.Address!);
        return client;
    }
}
