namespace P8e.Access.Tokens;

/// <summary>Who issues the tokens: one tenant of Entra ID, as <see cref="AccessOptions.TokenAuthority"/> names it.</summary>
internal sealed class TokenAuthority
{
    internal TokenAuthority(Uri authority)
    {
        Issuer = authority.AbsoluteUri;
        Host = authority.Authority;
        Tenant = Guid.ParseExact(authority.Segments[1].TrimEnd('/'), "D").ToString("D");
        Description = new Uri($"{Issuer}/.well-known/openid-configuration");
    }

    /// <summary>The <c>iss</c> of its tokens.</summary>
    internal string Issuer { get; }

    /// <summary>Where its keys lie, too.</summary>
    internal string Host { get; }

    /// <summary>The <c>tid</c> of its tokens.</summary>
    internal string Tenant { get; }

    /// <summary>Its OpenID configuration.</summary>
    internal Uri Description { get; }

    /// <summary>Whether a key is this tenant's; keys of the service's other issuers are published beside them.</summary>
    /// <param name="issuer">As the key says; null when it says nothing.</param>
    internal bool Owns(string? issuer) => issuer is null || issuer.Replace("{tenantid}", Tenant, StringComparison.Ordinal) == Issuer;
}
