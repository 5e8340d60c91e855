using Microsoft.IdentityModel.Tokens;
using P8e.Protocol.Errors;

namespace P8e.Access.Tokens;

/// <summary>
/// The keys with which an issuer signs, kept for hours. They are fetched anew when they are <see cref="FreshFor"/> old, and when a token names one that is not there: at most every
/// <see cref="FetchPause"/>, whatever tokens say. When the issuer is away the old keys serve until they are <see cref="UsableFor"/> old, then nobody is let in by token. Thread-safe.
/// </summary>
/// <param name="fetch">Fetches them.</param>
/// <param name="clock">Tells their age.</param>
internal sealed class IssuerKeys(Func<CancellationToken, Task<IReadOnlyDictionary<string, SecurityKey>>> fetch, TimeProvider clock) : IDisposable
{
    internal static readonly TimeSpan FreshFor = TimeSpan.FromHours(12);
    internal static readonly TimeSpan UsableFor = TimeSpan.FromHours(24);
    internal static readonly TimeSpan FetchPause = TimeSpan.FromMinutes(5);
    internal static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile Fetched? _fetched;
    private DateTimeOffset _nextFetch = DateTimeOffset.MinValue;

    public void Dispose() => _gate.Dispose();

    /// <summary>The key with an id; null when the issuer has none.</summary>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.AccessIssuerUnavailable"/>.</exception>
    internal async ValueTask<SecurityKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_fetched is { } fetched && IsYounger(fetched, FreshFor) && fetched.Keys.TryGetValue(id, out var key))
        {
            return key;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (await RefreshAsync().ConfigureAwait(false)).GetValueOrDefault(id);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Not cancelled with the call that happened to need it: others wait for the same keys.</summary>
    private async Task<IReadOnlyDictionary<string, SecurityKey>> RefreshAsync()
    {
        if (clock.GetUtcNow() >= _nextFetch)
        {
            try
            {
                _fetched = new Fetched(await fetch(CancellationToken.None).ConfigureAwait(false), clock.GetUtcNow());
                _nextFetch = clock.GetUtcNow() + FetchPause;
            }
            catch (P8eTransientException) when (_fetched is { } old && IsYounger(old, UsableFor))
            {
                _nextFetch = clock.GetUtcNow() + FailurePause; // The old keys serve on; who needs another one is refused by name.
            }
            catch (P8eTransientException)
            {
                _nextFetch = clock.GetUtcNow() + FailurePause;
                throw;
            }
        }

        return _fetched is { } fetched && IsYounger(fetched, UsableFor)
            ? fetched.Keys
            : throw new P8eTransientException(
                ErrorCodes.AccessIssuerUnavailable,
                "Checking a token: the keys of its issuer could not be fetched a moment ago. Try again; API keys are taken meanwhile.",
                _nextFetch - clock.GetUtcNow());
    }

    private bool IsYounger(Fetched fetched, TimeSpan age) => clock.GetUtcNow() - fetched.At < age;

    private sealed record Fetched(IReadOnlyDictionary<string, SecurityKey> Keys, DateTimeOffset At);
}
