using Google.Protobuf.Reflection;
using P8e.Grpc.Tests.Messages;

namespace P8e.Grpc.Tests.Support;

/// <summary>The methods of the test service.</summary>
internal static class Echo
{
    public static ServiceDescriptor Service => EchoReflection.Descriptor.Services[0];

    public static GrpcMethod<Note, Note> Say { get; } = Method(nameof(Say));

    public static GrpcMethod<Note, Note> Count { get; } = Method(nameof(Count));

    public static GrpcMethod<Note, Note> Sum { get; } = Method(nameof(Sum));

    public static GrpcMethod<Note, Note> Talk { get; } = Method(nameof(Talk));

    private static GrpcMethod<Note, Note> Method(string name) => new(Service.FindMethodByName(name));
}
