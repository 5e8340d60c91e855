using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.ObjectStore.Mail;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary><c>MailboxService</c>: <c>Get</c> and <c>Ack</c> (object-store 6.6).</summary>
internal sealed class MailboxHandlers(Mailbox mailbox, CallAuthority authority, Maintenance maintenance, MailboxOptions options)
{
    internal async IAsyncEnumerable<MailPayload> GetAsync(GetRequest request, GrpcServerCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = ReaderId.OfKeyBytes(request.PublicKey.Span);
        await authority.RequireAsync(reader, request.PublicKey.ToBase64(), "fetch on its own instance", call, cancellationToken).ConfigureAwait(false);
        if (request.MaxResults < 0)
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, "max_results must not be negative");
        }

        var lease = TimeSpan.FromSeconds(options.WireLeaseSeconds);
        await foreach (var mail in mailbox.ReceiveAsync(reader, request.MaxResults, lease, cancellationToken).ConfigureAwait(false))
        {
            yield return new MailPayload
            {
                Uuid = new UUID { Value = mail.Mail.MailId.ToString("D") },
                Data = await ReadWholeAsync(mail.Download, cancellationToken).ConfigureAwait(false),
            };
        }
    }

    internal async Task<Empty> AckAsync(AckRequest request, GrpcServerCall call, CancellationToken cancellationToken)
    {
        maintenance.RefuseWhenOn(call);
        if (request.Uuid is null)
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, "must specify uuid");
        }

        if (!WireUuid.TryParse(request.Uuid.Value, out var mailId))
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, "UuidError(the uuid of a mail has 32 hexadecimal digits, with or without hyphens)");
        }

        // A key that is there but empty counts as none (object-store 2.5).
        var reader = request.PublicKey.IsEmpty ? null : ReaderId.OfKeyBytes(request.PublicKey.Span);
        if (authority.IsOn)
        {
            reader = await RequireReaderAsync(request, mailId, reader, call, cancellationToken).ConfigureAwait(false);
        }

        await mailbox.AcknowledgeAsync(mailId, reader, cancellationToken).ConfigureAwait(false);
        return new Empty();
    }

    /// <summary>
    /// The Kotlin client sends no key, so with authorisation on it can acknowledge nothing at a Rust store (object-store 10 no. 5). The mail says whose
    /// it is; a caller with that reader's header may acknowledge it, and everybody else hears the same whether there is such a mail or not.
    /// </summary>
    private async Task<ReaderId> RequireReaderAsync(AckRequest request, Guid mailId, ReaderId? reader, GrpcServerCall call, CancellationToken cancellationToken)
    {
        const string Elsewhere = "ack on its own instance";
        if (reader is not null)
        {
            await authority.RequireAsync(reader, request.PublicKey.ToBase64(), Elsewhere, call, cancellationToken).ConfigureAwait(false);
            return reader;
        }

        var mail = await mailbox.FindAsync(mailId, cancellationToken).ConfigureAwait(false);
        if (mail is null || !await authority.MayActForAsync(mail.Reader, call, cancellationToken).ConfigureAwait(false))
        {
            throw call.Refusal(GrpcStatusCode.PermissionDenied, "auth is enabled, but a public_key wasn't sent");
        }

        return mail.Reader;
    }

    private static async Task<ByteString> ReadWholeAsync(ObjectDownload download, CancellationToken cancellationToken)
    {
        var container = GC.AllocateUninitializedArray<byte>(checked((int)download.Stored.ContainerLength));
        var header = download.Header.ToBytes();
        header.CopyTo(container, 0);
        var payload = await download.OpenPayloadAsync(cancellationToken).ConfigureAwait(false);
        await using (payload.ConfigureAwait(false))
        {
            await payload.ReadExactlyAsync(container.AsMemory(header.Length), cancellationToken).ConfigureAwait(false);
        }

        return UnsafeByteOperations.UnsafeWrap(container);
    }
}
