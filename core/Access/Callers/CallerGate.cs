using System.Net;
using P8e.Access.Keys;
using P8e.Access.Limits;
using P8e.Access.Tokens;
using P8e.Protocol.Errors;

namespace P8e.Access.Callers;

/// <summary>Where every call comes in: who calls, by key or token, and whether it may call so often. Thread-safe.</summary>
/// <param name="mode">Who may call.</param>
/// <param name="keys">Knows API keys.</param>
/// <param name="tokens">Knows tokens; null when none are taken.</param>
/// <param name="limits">Counts.</param>
public sealed class CallerGate(AccessMode mode, ApiKeys keys, TokenVerifier? tokens, CallLimits limits)
{
    private const string Scheme = "Bearer ";

    /// <summary>Finds out who calls.</summary>
    /// <param name="authorization">The call's <c>Authorization</c>: <c>Bearer</c>, a space and an API key or a token; null or empty when there is none.</param>
    /// <param name="address">Where the call comes from. Behind a proxy that is trusted, the address that it names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessUnauthenticated"/>, <see cref="ErrorCodes.AccessExpired"/>, <see cref="ErrorCodes.AccessNotPermitted"/> (a token without a role).</exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: a token names too many affiliates.</exception>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.AccessRateLimited"/> with the time to wait; issuer or storage are out of reach.</exception>
    public async Task<Caller> EnterAsync(string? authorization, IPAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (mode == AccessMode.Loopback)
        {
            return Caller.Local;
        }

        if (!IsKnown(authorization))
        {
            limits.Check(address);
        }

        Caller caller;
        try
        {
            caller = await FindAsync(authorization ?? string.Empty, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eException error) when (error.Code is ErrorCodes.AccessUnauthenticated or ErrorCodes.AccessExpired or ErrorCodes.AccessNotPermitted or ErrorCodes.LimitExceeded)
        {
            limits.CountFailure(address);
            throw;
        }

        limits.Count(caller);
        return caller;
    }

    /// <summary>Whoever has shown a good key a moment ago is not shut out for what others do at the same address.</summary>
    private bool IsKnown(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true && keys.IsRemembered(authorization[Scheme.Length..]);

    private Task<Caller> FindAsync(string authorization, CancellationToken cancellationToken)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Missing();
        }

        var credential = authorization[Scheme.Length..];
        return credential.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal) || tokens is null
            ? keys.FindAsync(credential, cancellationToken)
            : tokens.VerifyAsync(credential, cancellationToken);
    }

    private static P8eStateException Missing() => new(
        StateErrorKind.NotPermitted,
        ErrorCodes.AccessUnauthenticated,
        "Looking who calls: the call has no header 'Authorization: Bearer …' with an API key or a token. 'p8e access create' makes a key.");
}
