using Google.Protobuf;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Remote;

/// <summary>The public keys of a partner's store (object-store 6.4).</summary>
public sealed class RemotePublicKeys
{
    private static readonly GrpcMethod<PublicKeyRequest, PublicKeyResponse> Add = new(PublicKeyReflection.Descriptor.Services[0].FindMethodByName("Add"));

    private readonly RemoteConnection _connection;

    /// <summary>Makes the registry of a connection.</summary>
    /// <param name="connection">The way to it; not disposed.</param>
    public RemotePublicKeys(RemoteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
    }

    /// <summary>Registers a key, or replaces what is registered for it.</summary>
    /// <param name="registration">The key and where it is at home.</param>
    /// <param name="cancellationToken">Ends the call; the key may be registered all the same.</param>
    /// <returns>UUID of the registration: of the first one when it was repeated.</returns>
    /// <exception cref="P8eInputException">The store does not take the url or the header, or its answer is about something else.</exception>
    /// <exception cref="P8eTransientException">The store cannot be reached now.</exception>
    public async Task<Guid> AddAsync(RemoteRegistration registration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var request = new PublicKeyRequest
        {
            PublicKey = Key(registration.EncryptionKey),
            SigningPublicKey = Key(registration.SigningKey),
            Url = registration.Url,
        };
        if (registration.AuthHeader is { } header)
        {
            request.HeaderAuth = new HeaderAuth { Header = header, Value = registration.AuthValue ?? throw new ArgumentException("A header of authorisation has a value.", nameof(registration)) };
        }

        using var turn = await _connection.EnterAsync(cancellationToken).ConfigureAwait(false);
        var options = new GrpcCallOptions { Timeout = _connection.Patience };
        var answer = await _connection.Objects.UnaryAsync(Add, request, options, cancellationToken).ConfigureAwait(false);
        return request.PublicKey.Equals(answer.PublicKey) && Uuid.TryParse(answer.Uuid?.Value, out var id)
            ? id
            : throw new P8eInputException(
                ErrorCodes.GrpcMalformed, $"Registering a key at {_connection.Name}: the answer is about another key, or has no UUID. Tell whoever runs that store.");
    }

    private static PublicKey Key(Cryptography.Keys.PublicKey key) => new() { Secp256K1 = ByteString.CopyFrom(key.Uncompressed) };
}
