using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;
using P8e.Grpc.Wire.Reflection;

namespace P8e.Grpc.Server.Standard;

/// <summary>
/// gRPC's server reflection: tells tools what services there are and of what their messages are made. The recorded store has none (recorded: reflection-v1), so
/// a program maps it only where its operator wants it.
/// </summary>
public static class ReflectionService
{
    private const string Method = "ServerReflectionInfo";

    /// <summary>Makes the service in its versions v1 and v1alpha, whose bytes are the same.</summary>
    /// <param name="services">The services to tell of; reflection itself is told of too.</param>
    public static IReadOnlyList<GrpcService> Create(IEnumerable<GrpcService> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        ServiceDescriptor[] own = [ReflectionReflection.Descriptor.Services[0], Wire.ReflectionAlpha.ReflectionReflection.Descriptor.Services[0]];
        var catalogue = new DescriptorCatalogue([.. services.Select(service => service.Descriptor), .. own]);
        return
        [
            .. own.Select(descriptor => new GrpcService(descriptor).DuplexStreaming<ServerReflectionRequest, ServerReflectionResponse>(
                Method, (requests, _, token) => AnswerAsync(catalogue, requests, token))),
        ];
    }

    private static async IAsyncEnumerable<ServerReflectionResponse> AnswerAsync(
        DescriptorCatalogue catalogue, IAsyncEnumerable<ServerReflectionRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var request in requests.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var response = Answer(catalogue, request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            yield return response;
        }
    }

    private static ServerReflectionResponse Answer(DescriptorCatalogue catalogue, ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => new()
        {
            ListServicesResponse = new() { Service = { catalogue.ServiceNames.Select(name => new ServiceResponse { Name = name }) } },
        },
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename => OfFile(catalogue.FindFile(request.FileByFilename)),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol => OfFile(catalogue.FindSymbol(request.FileContainingSymbol)),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension =>
            OfFile(catalogue.FindExtension(request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber)),
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType when catalogue.ExtensionNumbers(request.AllExtensionNumbersOfType) is { } numbers => new()
        {
            AllExtensionNumbersResponse = new() { BaseTypeName = request.AllExtensionNumbersOfType, ExtensionNumber = { numbers } },
        },
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType => Error(GrpcStatusCode.NotFound, "not found"),
        _ => Error(GrpcStatusCode.InvalidArgument, "the request asks for nothing that this server knows"),
    };

    private static ServerReflectionResponse OfFile(FileDescriptor? file) => file is null
        ? Error(GrpcStatusCode.NotFound, "not found")
        : new() { FileDescriptorResponse = new() { FileDescriptorProto = { DescriptorCatalogue.WithDependencies(file) } } };

    private static ServerReflectionResponse Error(GrpcStatusCode code, string message) =>
        new() { ErrorResponse = new() { ErrorCode = (int)code, ErrorMessage = message } };
}
