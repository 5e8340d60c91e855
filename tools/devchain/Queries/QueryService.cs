using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Devchain.Queries;

/// <summary>Collects the methods of one service.</summary>
internal sealed class QueryService(ServiceDescriptor descriptor)
{
    private readonly List<QueryMethod> _methods = [];

    internal IReadOnlyList<QueryMethod> Methods => _methods;

    internal QueryService On<TRequest, TResponse>(string name, Func<TRequest, QueryContext, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        _methods.Add(new QueryMethodOf<TRequest, TResponse>(descriptor, name, answer));
        return this;
    }
}
