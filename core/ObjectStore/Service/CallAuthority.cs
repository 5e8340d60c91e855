using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Ports;

namespace P8e.ObjectStore.Service;

/// <summary>Decides whether a call may act for a key (object-store 6.5), and who may operate the store.</summary>
internal sealed class CallAuthority(PublicKeyRegistry keys, StoreServiceOptions options)
{
    /// <summary>Whether a key needs a header at all.</summary>
    internal bool IsOn => options.AuthorisesCallers;

    /// <summary>Whether the caller is a store that may replicate to this one.</summary>
    internal bool IsPeer(GrpcServerCall call) => SecretHeader.Matches(call, SecretHeader.Peer, options.PeerKeyHashes);

    /// <summary>Refuses a caller who may not act for a key.</summary>
    /// <param name="reader">The key.</param>
    /// <param name="keyText">The key as base64, for the answer.</param>
    /// <param name="elsewhere">What a caller should do whose key is at home in another store.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task RequireAsync(ReaderId reader, string keyText, string elsewhere, GrpcServerCall call, CancellationToken cancellationToken)
    {
        if (!options.AuthorisesCallers)
        {
            return;
        }

        var key = await keys.FindAsync(reader, cancellationToken).ConfigureAwait(false);
        var refusal = key switch
        {
            null => $"unknown public key {keyText}",
            { Url.Length: > 0 } => $"remote public key {keyText} - {elsewhere}",
            { AuthHeader: null } => "auth_type not configured",
            _ => HasHeaderOf(key, call) ? null : "not authorized",
        };
        if (refusal is not null)
        {
            throw call.Refusal(GrpcStatusCode.PermissionDenied, refusal);
        }
    }

    /// <summary>Whether a caller may act for a key, without telling why not.</summary>
    internal async Task<bool> MayActForAsync(ReaderId reader, GrpcServerCall call, CancellationToken cancellationToken) =>
        await keys.FindAsync(reader, cancellationToken).ConfigureAwait(false) is { Url.Length: 0 } key && HasHeaderOf(key, call);

    /// <summary>Refuses a caller who is no operator.</summary>
    internal void RequireOperator(GrpcServerCall call)
    {
        if (!options.IsOpenToOperators && !SecretHeader.Matches(call, SecretHeader.Operator, options.OperatorKeyHashes))
        {
            throw call.Refusal(GrpcStatusCode.PermissionDenied, $"only operators may do this: send an operator's key in the header {SecretHeader.Operator}");
        }
    }

    /// <summary>A header of bytes never matches, because nobody says what of it would be the value (recorded: auth-odd-credentials).</summary>
    private static bool HasHeaderOf(PublicKeyRow key, GrpcServerCall call) =>
        key.AuthHeader is { } header && !header.EndsWith("-bin", StringComparison.Ordinal) && SecretHeader.Matches(call, header, [key.AuthValueHash]);
}
