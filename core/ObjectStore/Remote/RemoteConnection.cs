using P8e.Cryptography.Tls;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Remote;

/// <summary>The way to a partner's store, shared by whoever calls it. Safe for use by several threads.</summary>
public sealed class RemoteConnection : IDisposable
{
    private readonly RemoteStoreOptions _options;
    private readonly SemaphoreSlim _free;

    /// <summary>Makes a connection; nothing is sent before the first call.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="clock">Measures patience.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: a setting is outside its range.</exception>
    public RemoteConnection(RemoteStoreOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Check();
        (_options, Clock) = (options, clock);
        _free = new SemaphoreSlim(options.Concurrency);
        Objects = Connect(MessageBytesMax);
        // Room for the mail's UUID and the field's own bytes.
        Mail = Connect(options.MailBytesMax + 1024);
    }

    /// <summary>What the connection is called.</summary>
    public string Name => _options.Name;

    internal const int MessageBytesMax = 4 * 1024 * 1024;

    internal TimeProvider Clock { get; }

    internal TimeSpan Patience => _options.Patience;

    internal int BufferedBytes => _options.BufferedBytes;

    /// <summary>For objects and keys, whose messages are at most 4 MiB long (object-store 1, rule 15).</summary>
    internal GrpcChannel Objects { get; }

    /// <summary>For mail.</summary>
    internal GrpcChannel Mail { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Objects.Dispose();
        Mail.Dispose();
        _free.Dispose();
    }

    /// <summary>Waits for its turn to call; the first to come is the first to go.</summary>
    /// <returns>The turn; ended by disposing it, and by that alone, once.</returns>
    /// <exception cref="P8eTransientException">No turn within the patience: what the others do hangs, or waits for this one.</exception>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        using var life = Watch(cancellationToken);
        life.Expect();
        try
        {
            await _free.WaitAsync(life.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (life.IsOver(cancellationToken))
        {
            throw new P8eTransientException(
                ErrorCodes.GrpcUnavailable,
                $"Calling {Name}: {_options.Concurrency} calls were under way for {Patience}. Call again later, or raise ObjectStore:Connections:{Name}:Concurrency.");
        }

        return new CallTurn(_free);
    }

    internal SignsOfLife Watch(CancellationToken cancellationToken) => new(Name, Patience, Clock, cancellationToken);

    private GrpcChannel Connect(int messageBytesMax) => new(
        new GrpcEndpoint(_options.Name, _options.Address)
        {
            Headers = _options.Headers,
            MaxMessageBytes = messageBytesMax,
            Tls = _options.AuthorityFile is { } file ? TlsAuthorities.TrustAlso(file) : null,
        },
        Clock);
}
