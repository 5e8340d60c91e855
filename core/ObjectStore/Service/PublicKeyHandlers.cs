using Google.Protobuf;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.ObjectStore.Keys;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Service;

/// <summary><c>PublicKeyService</c>: <c>Add</c> (object-store 6.4). For operators: a registration decides where objects are sent and who may read.</summary>
internal sealed class PublicKeyHandlers(PublicKeyRegistry keys, CallAuthority authority, Maintenance maintenance)
{
    internal async Task<PublicKeyResponse> AddAsync(PublicKeyRequest request, GrpcServerCall call, CancellationToken cancellationToken)
    {
        maintenance.RefuseWhenOn(call);
        authority.RequireOperator(call);
        Refuse(request.PublicKey is null, "must specify public key", call);
        Refuse(request.PublicKey!.KeyCase != PublicKey.KeyOneofCase.Secp256K1, "must specify key type", call);
        KeyRegistration registration;
        try
        {
            registration = new KeyRegistration(
                request.PublicKey.Secp256K1.Memory,
                request.Url,
                request.Metadata?.ToByteArray() ?? default,
                request.HeaderAuth is { } auth ? (auth.Header, auth.Value) : null)
            {
                Actor = "operator over gRPC",
            };
        }
        catch (P8eInputException fault)
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, fault.Message);
        }

        var stored = await keys.RegisterAsync(registration, cancellationToken).ConfigureAwait(false);
        var created = WireTime.Of(stored.Created);
        var response = new PublicKeyResponse
        {
            Uuid = new UUID { Value = stored.Id.ToString("D") },
            PublicKey = request.PublicKey,
            Url = stored.Url,
            Metadata = stored.Metadata.IsEmpty ? null : request.Metadata,
            CreatedAt = created,
            UpdatedAt = created,
        };
        if (registration.AuthHeader is { } header)
        {
            response.HeaderAuth = new HeaderAuth { Header = header, Value = registration.AuthValue };
        }

        return response;
    }

    private static void Refuse(bool isWrong, string text, GrpcServerCall call)
    {
        if (isWrong)
        {
            throw call.Refusal(GrpcStatusCode.InvalidArgument, text);
        }
    }
}
