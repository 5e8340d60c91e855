using P8e.Execution.Ports;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Java;

namespace P8e.Execution.Sandbox;

/// <summary>Between JVM class names, which envelopes carry, and protobuf names, which the sandbox understands. Immutable.</summary>
internal sealed class RecordTypes
{
    private readonly JavaNameIndex _messages;
    private readonly Dictionary<string, string> _classes;

    /// <param name="descriptors">The messages of a record package and what they import.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DescriptorInvalid"/>: two messages have one JVM name.</exception>
    public RecordTypes(DescriptorSet descriptors)
    {
        _messages = new JavaNameIndex(descriptors.Files);
        _classes = _messages.Names.ToDictionary(name => _messages.Find(name).FullName, StringComparer.Ordinal);
    }

    /// <summary>A value as the sandbox takes it.</summary>
    public NamedValue ToWire(ContractValue value) => new(
        value.Name,
        // A class of another package can be no contract's parameter, but the scope may hold one. The spaces keep it from being a protobuf name.
        _messages.TryFind(value.ClassName, out var message) ? message.FullName : $"message of the unknown class {value.ClassName}",
        value.Bytes);

    /// <summary>The class of a returned message.</summary>
    /// <param name="messageType">Its full protobuf name, from the sandbox.</param>
    /// <param name="function">Which function returned it.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ContractResultInvalid"/>.</exception>
    public string ClassOf(string messageType, string function) => _classes.TryGetValue(messageType, out var name)
        ? name
        : throw new P8eInputException(
            ErrorCodes.ContractResultInvalid,
            $"Running a contract: function {function} returned a message that its record package does not have. Publish the package again.");
}
