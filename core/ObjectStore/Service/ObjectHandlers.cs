using System.Text;
using System.Text.Unicode;
using Google.Protobuf;
using P8e.Cryptography.Dime;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.ObjectStore.Mail;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary><c>ObjectService</c>: <c>Put</c> and <c>Get</c> (object-store 3, 4).</summary>
internal sealed class ObjectHandlers(IObjectStore store, CallAuthority authority, Maintenance maintenance, StoreServiceOptions options)
{
    /// <summary>The size from which the Rust store's answers name a file; only this text depends on it.</summary>
    private const int NamedAboveBytes = 5000;

    private const string NotStorageBacked = "NOT_STORAGE_BACKED";

    internal async Task<ObjectResponse> PutAsync(GrpcRequestReader<ChunkBidi> messages, GrpcServerCall call, CancellationToken cancellationToken)
    {
        maintenance.RefuseWhenOn(call);
        var reader = new UploadReader(messages, call);
        await reader.OpenAsync(cancellationToken).ConfigureAwait(false);
        var upload = await StartAsync(reader, call, cancellationToken).ConfigureAwait(false);
        var stored = await store.PutAsync(upload, cancellationToken).ConfigureAwait(false);
        return Answer(stored, upload.Header);
    }

    internal async Task GetAsync(HashRequest request, GrpcServerCall call, GrpcResponseWriter<ChunkBidi> answer, CancellationToken cancellationToken)
    {
        var reader = ReaderId.OfKeyBytes(request.PublicKey.Span);
        var keyText = request.PublicKey.ToBase64();
        await authority.RequireAsync(reader, keyText, "fetch on its own instance", call, cancellationToken).ConfigureAwait(false);
        var found = request.Hash.Length > ObjectKey.MaximumLength
            ? null
            : await store.GetAsync(ObjectKey.FromBytes(request.Hash.Span), reader, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            throw call.Refusal(
                GrpcStatusCode.NotFound, $"NotFound(\"Unable to find object with public key {keyText} and hash {request.Hash.ToBase64()}\")");
        }

        await ContainerMessages.SendAsync(found, call, answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the header and decides whether this caller may store it. Other faults of the stream come before the container's (object-store 3.3).</summary>
    private async Task<ReceivedUpload> StartAsync(UploadReader reader, GrpcServerCall call, CancellationToken cancellationToken)
    {
        P8eException refusal;
        try
        {
            var isPeer = authority.IsOn && authority.IsPeer(call);
            var upload = await ReceivedUpload.StartAsync(reader, isReplica => RequireReplica(isPeer, isReplica, call), cancellationToken).ConfigureAwait(false);
            await RequireOwnerAsync(upload.Header, isPeer, call, cancellationToken).ConfigureAwait(false);
            RequireTexts(upload.Header, call);
            return upload;
        }
        catch (ContainerRefusedException fault)
        {
            refusal = call.Refusal(GrpcStatusCode.InvalidArgument, fault.Message);
        }
        catch (P8eException fault) when (!reader.IsRefused && fault is not P8eTransientException)
        {
            refusal = fault;
        }

        if (await reader.SkipAsync(cancellationToken).ConfigureAwait(false))
        {
            reader.RequireProperties();
        }

        throw refusal;
    }

    private static void RequireReplica(bool isPeer, bool isReplica, GrpcServerCall call)
    {
        if (isPeer && !isReplica)
        {
            throw call.Refusal(GrpcStatusCode.PermissionDenied, "a peer's store may only replicate: the property SOURCE::TYPE must be REPLICATION");
        }
    }

    private async Task RequireOwnerAsync(DimeHeader header, bool isPeer, GrpcServerCall call, CancellationToken cancellationToken)
    {
        if (!authority.IsOn || isPeer)
        {
            return;
        }

        if (header.Owner is null || !Utf8.IsValid(header.Owner.PublicKeyText.Span))
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, "Invalid Dime proto - owner");
        }

        await authority.RequireAsync(
            ReaderId.Of(header.Owner), Encoding.UTF8.GetString(header.Owner.PublicKeyText.Span), "use the replicate route", call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The database behind the Rust store takes texts without zero bytes; INTERNAL there is the uploader's fault here.</summary>
    private void RequireTexts(DimeHeader header, GrpcServerCall call)
    {
        var needsOwner = options.Replicates || MailTypes.IsMarked(header);
        if ((needsOwner && (header.Owner is null || !IsText(header.Owner))) || !header.Audience.All(IsText))
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, "Invalid Dime proto - audience list");
        }
    }

    private static bool IsText(DimeAudience entry) =>
        Utf8.IsValid(entry.PublicKeyText.Span) && !entry.PublicKeyText.Span.Contains((byte)0);

    private ObjectResponse Answer(StoredObject stored, DimeHeader header) => new()
    {
        Uuid = new UUID { Value = stored.ObjectId.ToString("D") },
        DimeUuid = new UUID { Value = stored.ContainerId.ToString("D") },
        Hash = ByteString.CopyFrom(stored.Key.Bytes.Span),
        Uri = $"object://{options.UriHost}/{stored.Key}",
        Bucket = options.Bucket,
        Name = stored.ContainerLength > NamedAboveBytes && !MailTypes.IsMarked(header) ? stored.ObjectId.ToString("D") : NotStorageBacked,
        Metadata = new ObjectMetadata { Length = stored.ContainerLength, ContentLength = stored.ContentLength },
        Created = WireTime.Of(stored.Created),
    };
}
