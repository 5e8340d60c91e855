using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Vault;

/// <summary>
/// Shows tokens to one vault. The vault's first 401 says where tokens come from and is remembered; until then no body is sent. A token that was
/// refused is replaced once, and once more when the vault names claims; any further 401 is the answer.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A pipeline never disposes its policies, and a semaphore that nobody asks for a wait handle holds nothing.")]
internal sealed class VaultAuthenticationPolicy(Uri vault, TokenCredential credential, TimeProvider clock) : HttpPipelinePolicy
{
    private const string Header = "Authorization";

    /// <summary>A token that ends soon is not begun with.</summary>
    private static readonly TimeSpan RefreshBefore = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private VaultChallenge? _known;
    private AccessToken _token;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Calls to the vault are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = message.Request;
        if (request.Uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException("A token is only sent over https.");
        }

        var content = request.Content;
        var shown = Volatile.Read(ref _known) is { } known ? await AuthorizeAsync(message, known, refused: null).ConfigureAwait(false) : null;
        if (shown is null)
        {
            request.Content = null;
            _ = request.Headers.Remove(Header);
        }

        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
        finally
        {
            // Also for the next try after a lost connection.
            request.Content = content;
        }

        if (VaultChallenge.TryRead(message.Response, vault) is not { } first)
        {
            return;
        }

        shown = await AnswerAsync(message, pipeline, first, shown).ConfigureAwait(false);
        if (first.Claims is null && VaultChallenge.TryRead(message.Response, vault) is { Claims: not null } second)
        {
            _ = await AnswerAsync(message, pipeline, second, shown).ConfigureAwait(false);
        }
    }

    private async ValueTask<string?> AnswerAsync(
        HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline, VaultChallenge challenge, string? refused)
    {
        var known = Volatile.Read(ref _known);
        var whole = challenge with { Scope = challenge.Scope ?? known?.Scope, TenantId = challenge.TenantId ?? known?.TenantId };
        if (whole.Scope is null)
        {
            return refused;
        }

        // Claims belong to one refusal; the next token is asked for without them.
        Volatile.Write(ref _known, whole with { Claims = null });
        var shown = await AuthorizeAsync(message, whole, refused).ConfigureAwait(false);
        message.Response.Dispose();
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        return shown;
    }

    /// <summary>Puts a token on the request: the one at hand, unless it ends soon or is the one that was just refused.</summary>
    private async ValueTask<string> AuthorizeAsync(HttpMessage message, VaultChallenge challenge, string? refused)
    {
        await _turn.WaitAsync(message.CancellationToken).ConfigureAwait(false);
        try
        {
            if (_token.Token is null || _token.Token == refused || challenge.Claims is not null || clock.GetUtcNow() >= _token.ExpiresOn - RefreshBefore)
            {
                var context = new TokenRequestContext([challenge.Scope!], message.Request.ClientRequestId, challenge.Claims, challenge.TenantId, isCaeEnabled: true);
                _token = await credential.GetTokenAsync(context, message.CancellationToken).ConfigureAwait(false);
            }

            message.Request.Headers.SetValue(Header, "Bearer " + _token.Token);
            return _token.Token;
        }
        finally
        {
            _turn.Release();
        }
    }
}
