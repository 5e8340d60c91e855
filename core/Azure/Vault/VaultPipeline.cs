using System.Buffers;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using P8e.Azure.Http;

namespace P8e.Azure.Vault;

/// <summary>One vault's keys: makes requests and sends them through Azure.Core's pipeline, which alone retries.</summary>
internal sealed class VaultPipeline
{
    private const string Version = "api-version=7.5";
    private const int MaxAnswerBytes = 1024 * 1024;
    private const int MaxDepth = 16;

    private readonly HttpPipeline _pipeline;

    internal VaultPipeline(Uri vault, TokenCredential credential, ClientOptions options, TimeProvider clock)
    {
        Vault = vault;
        var pipeline = new HttpPipelineOptions(options);
        pipeline.PerRetryPolicies.Add(new VaultAuthenticationPolicy(vault, credential, clock));
        _pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    /// <summary>Address of the vault.</summary>
    internal Uri Vault { get; }

    /// <summary>What every client of a vault has: bounded answers, challenges looked at, no bodies in logs.</summary>
    internal static void Harden(ClientOptions options, Uri vault)
    {
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.AddPolicy(new ResponseLimitPolicy("the vault", MaxAnswerBytes, "Check that the address is a vault."), HttpPipelinePosition.BeforeTransport);
        options.AddPolicy(new VaultChallengeGuard(vault), HttpPipelinePosition.BeforeTransport);
    }

    /// <summary>Sends a request to a path of the vault.</summary>
    internal Task<JsonElement> SendAsync(RequestMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken) =>
        SendAsync(method, new Uri(Vault, $"{path}?{Version}"), body, cancellationToken);

    /// <summary>Sends a request to an address that the vault itself gave.</summary>
    internal async Task<JsonElement> SendAsync(RequestMethod method, Uri address, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.SetValue("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.SetValue("Content-Type", "application/json");
            message.Request.Content = Written(body);
        }

        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        if (response.Status != 200)
        {
            throw new RequestFailedException(response);
        }

        using var document = JsonDocument.Parse(response.Content.ToMemory(), new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.Clone();
    }

    private static RequestContent Written(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            body(writer);
            writer.WriteEndObject();
        }

        return RequestContent.Create(buffer.WrittenMemory);
    }
}
