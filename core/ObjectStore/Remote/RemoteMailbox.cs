using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;
using PublicKey = P8e.Cryptography.Keys.PublicKey;

namespace P8e.ObjectStore.Remote;

/// <summary>The mailbox of a partner's store (object-store 6.6).</summary>
public sealed class RemoteMailbox
{
    /// <summary>Most mails that are asked for at once.</summary>
    public const int MailsMax = 1000;

    private static readonly GrpcMethod<GetRequest, MailPayload> Get = new(MailboxReflection.Descriptor.Services[0].FindMethodByName("Get"));
    private static readonly GrpcMethod<AckRequest, Empty> Ack = new(MailboxReflection.Descriptor.Services[0].FindMethodByName("Ack"));

    private readonly RemoteConnection _connection;

    /// <summary>Makes the mailbox of a connection.</summary>
    /// <param name="connection">The way to it; not disposed.</param>
    public RemoteMailbox(RemoteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
    }

    /// <summary>Asks for mail. It stays in the mailbox until it is acknowledged; a partner's store gives it to every poller.</summary>
    /// <param name="reader">Whose mail.</param>
    /// <param name="count">Most mails, 1 to <see cref="MailsMax"/>.</param>
    /// <param name="cancellationToken">Ends the call; so does leaving the enumeration.</param>
    /// <returns>The mails as they arrive; one at a time is in memory.</returns>
    /// <exception cref="P8eInputException">A mail is longer than the connection takes, or has no UUID.</exception>
    /// <exception cref="P8eTransientException">The store cannot be reached now.</exception>
    public async IAsyncEnumerable<RemoteMail> GetAsync(PublicKey reader, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MailsMax);
        using var turn = await _connection.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var life = _connection.Watch(cancellationToken);
        var request = new GetRequest { PublicKey = ByteString.CopyFrom(reader.Uncompressed), MaxResults = count };
        var messages = _connection.Mail.ServerStreamingAsync(Get, request, cancellationToken: life.Token).GetAsyncEnumerator(life.Token);
        await using (messages.ConfigureAwait(false))
        {
            while (await life.NextAsync(messages, cancellationToken).ConfigureAwait(false))
            {
                var mail = messages.Current;
                yield return Uuid.TryParse(mail.Uuid?.Value, out var id)
                    ? new RemoteMail(id, mail.Data.Memory)
                    : throw new P8eInputException(
                        ErrorCodes.GrpcMalformed, $"Getting mail from {_connection.Name}: a mail has no UUID, so it can never be acknowledged. Tell whoever runs that store.");
            }
        }
    }

    /// <summary>Says that a mail is done with. Saying it again changes nothing.</summary>
    /// <param name="mailId">The mail.</param>
    /// <param name="reader">Whose it is; stores that authorise their callers ask for it (object-store 6.5), older ones do not look at it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="P8eStateException">There is no such mail, or the store does not permit it.</exception>
    /// <exception cref="P8eTransientException">The store cannot be reached now.</exception>
    public async Task AcknowledgeAsync(Guid mailId, PublicKey reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var turn = await _connection.EnterAsync(cancellationToken).ConfigureAwait(false);
        var request = new AckRequest { Uuid = new UUID { Value = Uuid.Format(mailId) }, PublicKey = ByteString.CopyFrom(reader.Uncompressed) };
        await _connection.Mail.UnaryAsync(Ack, request, new GrpcCallOptions { Timeout = _connection.Patience }, cancellationToken).ConfigureAwait(false);
    }
}
