using System.Text.Json;
using Azure;
using Azure.Identity;
using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>
/// From the vault clients' failures to the house's families. Retries have happened below. Causes are kept only where their text is an error body;
/// those of identity libraries and of JSON readers may quote what they read.
/// </summary>
internal static class VaultErrors
{
    /// <summary>Null for what is not a failure of the vault.</summary>
    internal static P8eException? Translate(string doing, Exception error) => error switch
    {
        CredentialUnavailableException => new P8eStateException(
            StateErrorKind.NotPermitted,
            ErrorCodes.VaultIdentityMissing,
            $"{doing}: there is no identity to sign in with. In Azure give the program a managed identity; at your own machine run 'az login' and set Vault__Credential=AzureCli."),
        AuthenticationFailedException => new P8eTransientException(
            ErrorCodes.VaultUnavailable,
            $"{doing}: no token was issued for the program's identity. Try again; if it lasts, check Vault__Credential and Vault__ClientId."),
        RequestFailedException { Status: >= 400 and < 500 and not (408 or 429) } refused => Refusal(doing, refused),
        JsonException => new P8eTransientException(
            ErrorCodes.VaultUnavailable, $"{doing}: what answered does not speak as a vault does. Try again; if it lasts, check Vault__Address."),
        RequestFailedException or AggregateException or OperationCanceledException or IOException or HttpRequestException => new P8eTransientException(
            ErrorCodes.VaultUnavailable,
            $"{doing}: the vault did not answer as it should ({Status(error)}). Try again; if it lasts, look at the vault's health and its network rules.",
            error is RequestFailedException failed && failed.GetRawResponse() is { } response ? VaultRetryPolicy.RetryAfter(response) : null,
            error),
        _ => null,
    };

    private static P8eStateException Refusal(string doing, RequestFailedException error)
    {
        var (code, inner) = Codes(error);
        var (kind, stable, what) = (error.Status, inner) switch
        {
            (403, { } disabled) when disabled.EndsWith("Disabled", StringComparison.Ordinal) =>
                (StateErrorKind.NotPermitted, ErrorCodes.VaultKeyDisabled, "it is disabled. Enable it, or configure another version"),
            (403, { } expired) when expired.EndsWith("Expired", StringComparison.Ordinal) =>
                (StateErrorKind.NotPermitted, ErrorCodes.VaultKeyExpired, "it has expired. Extend it, or rotate"),
            (403, { } early) when early.EndsWith("NotYetValid", StringComparison.Ordinal) =>
                (StateErrorKind.NotPermitted, ErrorCodes.VaultKeyNotYetValid, "it may not be used yet. Wait for its start, or change that"),
            (401 or 403, _) => (
                StateErrorKind.NotPermitted,
                ErrorCodes.VaultDenied,
                $"the vault refused the program ({error.Status} {inner ?? code}). Give its identity the roles Key Vault Crypto User and Key Vault Secrets User, and look at the vault's network rules"),
            (404, _) => (
                StateErrorKind.NotFound,
                ErrorCodes.VaultKeyNotFound,
                "the vault has none, or it was deleted. Check the identifier; a deleted one can be recovered while the vault retains it"),
            (409, _) => (StateErrorKind.Conflict, ErrorCodes.VaultKeyExists, "the name is taken, perhaps by a deleted one. Recover that, or choose another name"),
            _ => (StateErrorKind.Conflict, ErrorCodes.VaultRefused, $"the vault refused the request ({error.Status} {code}). This is a fault of the program: report it"),
        };
        return new P8eStateException(kind, stable, $"{doing}: {what}.", error);
    }

    /// <summary><c>{"error":{"code":…,"innererror":{"code":…}}}</c>; the inner member is written in two ways.</summary>
    private static (string? Code, string? Inner) Codes(RequestFailedException error)
    {
        try
        {
            if (error.GetRawResponse() is not { ContentStream: MemoryStream } response)
            {
                return (error.ErrorCode, null);
            }

            using var document = JsonDocument.Parse(response.Content.ToMemory(), new JsonDocumentOptions { MaxDepth = 8 });
            var detail = document.RootElement.GetProperty("error");
            return (Word(detail), Inner(detail, "innererror") ?? Inner(detail, "innerError"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Whatever stands between us and the vault may answer with a page of its own: then the status is all there is.
            return (null, null);
        }
    }

    private static string? Inner(JsonElement detail, string name) =>
        detail.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? Word(inner) : null;

    private static string? Word(JsonElement element) =>
        element.TryGetProperty("code", out var code) && code.GetString() is { Length: <= 64 } word && word.All(char.IsAsciiLetterOrDigit) ? word : null;

    private static string Status(Exception error) => error is RequestFailedException { Status: > 0 } failed ? $"{failed.Status}" : "no answer";
}
