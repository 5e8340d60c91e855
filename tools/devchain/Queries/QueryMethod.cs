using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Devchain.Errors;
using P8e.Devchain.Queries.Metadata;
using P8e.Grpc.Server;

namespace P8e.Devchain.Queries;

/// <summary>One method that the chain answers, whichever way it is asked: gRPC, REST or abci_query.</summary>
internal abstract class QueryMethod(ServiceDescriptor service, string name)
{
    internal ServiceDescriptor Service => service;

    /// <summary><c>/package.Service/Method</c>.</summary>
    internal string Path => $"/{service.FullName}/{name}";

    /// <summary>The service's descriptor of it.</summary>
    internal MethodDescriptor Method { get; } =
        service.FindMethodByName(name) ?? throw new ArgumentException($"{service.FullName} has no method {name}.", nameof(name));

    /// <summary>Answers. Throws <see cref="QueryException"/>.</summary>
    internal IMessage Answer(IMessage request, QueryContext context)
    {
        try
        {
            return Run(request, context);
        }
        catch (ChainException fault)
        {
            throw QueryException.From(fault);
        }
        catch (IdArgumentException fault)
        {
            throw QueryException.Invalid(fault.Message);
        }
    }

    /// <summary>Gives the method to a gRPC service; <paramref name="answer"/> runs around it.</summary>
    internal abstract void AddTo(GrpcService grpc, Func<QueryMethod, IMessage, GrpcServerCall, IMessage> answer);

    protected abstract IMessage Run(IMessage request, QueryContext context);
}
