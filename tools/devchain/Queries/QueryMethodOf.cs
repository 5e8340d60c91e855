using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Grpc.Server;

namespace P8e.Devchain.Queries;

/// <summary>The typed form of <see cref="QueryMethod"/>.</summary>
internal sealed class QueryMethodOf<TRequest, TResponse>(ServiceDescriptor service, string name, Func<TRequest, QueryContext, TResponse> answer)
    : QueryMethod(service, name)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal override void AddTo(GrpcService grpc, Func<QueryMethod, IMessage, GrpcServerCall, IMessage> around) =>
        grpc.Unary<TRequest, TResponse>(Method.Name, (request, call, _) => Task.FromResult((TResponse)around(this, request, call)));

    protected override IMessage Run(IMessage request, QueryContext context) => answer((TRequest)request, context);
}
