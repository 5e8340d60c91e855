using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Grpc;

/// <summary>A method of a service with the classes of its messages, taken from the descriptor; no generated stub is needed.</summary>
/// <typeparam name="TRequest">Class of the request.</typeparam>
/// <typeparam name="TResponse">Class of the response.</typeparam>
public sealed class GrpcMethod<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    /// <summary>Takes a method from its descriptor.</summary>
    /// <param name="descriptor">For example <c>ObjectReflection.Descriptor.Services[0].FindMethodByName("Get")</c>.</param>
    /// <exception cref="ArgumentException">The classes are not those of the method.</exception>
    public GrpcMethod(MethodDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (descriptor.InputType.ClrType != typeof(TRequest) || descriptor.OutputType.ClrType != typeof(TResponse))
        {
            throw new ArgumentException(
                $"{descriptor.FullName} takes {descriptor.InputType.FullName} and returns {descriptor.OutputType.FullName}, not {typeof(TRequest).Name} and {typeof(TResponse).Name}.",
                nameof(descriptor));
        }

        Descriptor = descriptor;
        Path = $"/{descriptor.Service.FullName}/{descriptor.Name}";
    }

    /// <summary>The descriptor.</summary>
    public MethodDescriptor Descriptor { get; }

    /// <summary>The path on the wire, for example <c>/objectstore.ObjectService/Get</c>.</summary>
    public string Path { get; }

    internal MessageParser<TRequest> RequestParser => (MessageParser<TRequest>)Descriptor.InputType.Parser;

    internal MessageParser<TResponse> ResponseParser => (MessageParser<TResponse>)Descriptor.OutputType.Parser;
}
