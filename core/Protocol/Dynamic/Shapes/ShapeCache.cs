using System.Collections.Concurrent;
using Google.Protobuf.Reflection;

namespace P8e.Protocol.Dynamic.Shapes;

/// <summary>The shapes of one descriptor set, made when a type is first used.</summary>
internal sealed class ShapeCache
{
    private readonly ConcurrentDictionary<MessageDescriptor, MessageShape> _shapes = new();

    internal MessageShape Of(MessageDescriptor descriptor) => _shapes.GetOrAdd(descriptor, static (key, cache) => new MessageShape(key, cache), this);
}
