using System.Globalization;

namespace P8e.Azurite;

/// <summary>
/// One Azurite, in memory, for all tests of an assembly (<c>[assembly: AssemblyFixture(typeof(SharedAzurite))]</c>), started by the first
/// test that asks. Tests keep apart by names: <see cref="NewName"/>.
/// </summary>
public sealed class SharedAzurite : IAsyncDisposable
{
    private readonly Lazy<Task<AzuriteServer>> _server = new(() => AzuriteServer.StartAsync());
    private int _names;

    /// <summary>The running server.</summary>
    /// <exception cref="InvalidOperationException">It cannot be started: the test fails and says what to install.</exception>
    public Task<AzuriteServer> ServerAsync() => _server.Value;

    /// <summary>A name that nobody else in this assembly gets, fit for tables and containers.</summary>
    /// <param name="subject">Who asks; only its letters show, in lower case.</param>
    public string NewName(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var letters = string.Concat(subject.Where(char.IsAsciiLetter).Take(40).Select(char.ToLowerInvariant));
        return string.Create(CultureInfo.InvariantCulture, $"t{letters}{Interlocked.Increment(ref _names)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await using var server = await _server.Value;
        }
    }
}
