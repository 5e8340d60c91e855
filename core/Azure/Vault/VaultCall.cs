using P8e.Protocol.Errors;

namespace P8e.Azure.Vault;

/// <summary>Bounds a call to the vault in time and translates what it throws.</summary>
internal sealed class VaultCall(TimeSpan patience, TimeProvider clock)
{
    /// <summary>Runs a call.</summary>
    /// <param name="doing">What is being done, as the start of a message: "Signing with key …".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's; its own cancellation is not a failure of the vault.</param>
    internal async Task<T> RunAsync<T>(string doing, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // However a layer words it: the time was up.
            throw new P8eTransientException(
                ErrorCodes.VaultUnavailable,
                $"{doing}: the vault did not answer within {patience.TotalSeconds:0} seconds. Try again; if it lasts, look at the vault's health or raise Vault__CallSeconds.");
        }
        catch (Exception error) when (VaultErrors.Translate(doing, error) is { } translated)
        {
            throw translated;
        }
    }
}
