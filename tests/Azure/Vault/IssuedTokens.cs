using Azure.Core;
using P8e.Devvault;

namespace P8e.Azure.Tests.Vault;

/// <summary>A program's identity: tokens of the stand-in, by default for the audience that is asked for. Remembers what it was asked and what it gave.</summary>
internal sealed class IssuedTokens(DevVault vault) : TokenCredential
{
    public List<TokenRequestContext> Asked { get; } = [];

    public List<string> Given { get; } = [];

    /// <summary>Another audience than the one asked for; null for that.</summary>
    public string? Audience { get; set; }

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Given instead of a real token.</summary>
    public string? Forged { get; set; }

    /// <summary>Thrown instead of giving one.</summary>
    public Exception? Failure { get; set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked.Add(requestContext);
        if (Failure is not null)
        {
            throw Failure;
        }

        var audience = Audience ?? requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal);
        var token = Forged ?? await vault.Tokens.IssueAsync(audience, Lifetime, cancellationToken);
        Given.Add(token);
        return new AccessToken(token, TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
    }
}
