using P8e.Devchain.Messages;

namespace P8e.Devchain.Attributes;

/// <summary>The messages of the attribute module.</summary>
internal static class AttributeMessages
{
    internal static IEnumerable<IMessageHandler> Handlers() =>
        [new AddAttributeHandler(), new UpdateAttributeHandler(), new DeleteAttributeHandler(), new DeleteDistinctAttributeHandler()];
}
