using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using P8e.Access.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Access;

/// <summary>
/// Ids of workflows that callers start: the same for the same idempotency key, fresh without one (design 4). A key stands for one request: under another body it is refused, so that nobody takes the first
/// request's outcome for the second's.
/// </summary>
/// <param name="keys">What came first.</param>
/// <param name="newId">Ids that nobody else has.</param>
public sealed class RequestIdentity(IRequestKeys keys, Func<Guid> newId)
{
    private const int KeyCharactersMax = 255;
    private const int IdHashCharacters = 40;

    /// <summary>The id of a request's workflow.</summary>
    /// <param name="prefix">Of the id: what kind of workflow it is.</param>
    /// <param name="affiliate">For whom it is; another affiliate's keys are others.</param>
    /// <param name="key">The caller's <c>Idempotency-Key</c>; empty for none.</param>
    /// <param name="body">The request as it came.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the key is too long, or not printable ASCII.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.RequestKeyReused"/>: the key stands for another request.</exception>
    /// <exception cref="P8eTransientException">The storage is out of reach.</exception>
    public async Task<string> IdentifyAsync(string prefix, AffiliateName affiliate, string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentNullException.ThrowIfNull(affiliate);
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length == 0)
        {
            return WorkflowId.Make(prefix, affiliate, newId().ToString("N"));
        }

        if (key.Length > KeyCharactersMax || !key.All(c => c is >= '!' and <= '~'))
        {
            throw new P8eInputException(
                ErrorCodes.RequestMalformed,
                string.Create(CultureInfo.InvariantCulture, $"Taking a request: Idempotency-Key has more than {KeyCharactersMax} characters, or others than printable ASCII without spaces."));
        }

        var id = WorkflowId.Make(prefix, affiliate, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{affiliate}\n{key}")))[..IdHashCharacters]);
        var request = SHA256.HashData(body.Span);
        var first = await keys.ClaimAsync(affiliate, id, request, cancellationToken).ConfigureAwait(false);
        return first.Span.SequenceEqual(request)
            ? id
            : throw new P8eStateException(
                StateErrorKind.Conflict,
                ErrorCodes.RequestKeyReused,
                "Taking a request: its Idempotency-Key was used before with another body. Nothing was started. Repeat the first body, or use a fresh key.");
    }
}
