using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Reflection;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Java;

/// <summary>
/// The way back from JVM binary names to messages, for one set of files. Immutable after construction; lookups may run in parallel.
/// </summary>
public sealed class JavaNameIndex
{
    private readonly Dictionary<string, MessageDescriptor> _messages = new(StringComparer.Ordinal);

    /// <summary>Names every message of the files, nested ones included, map entries excluded; imports only when they are listed.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DescriptorInvalid"/>: two messages have one JVM name.</exception>
    public JavaNameIndex(IEnumerable<FileDescriptor> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            Add(file, JavaName.Prefix(file), file.MessageTypes);
        }
    }

    /// <summary>Every JVM name of the set.</summary>
    public IReadOnlyCollection<string> Names => _messages.Keys;

    /// <summary>The message behind a JVM name.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.JavaNameUnknown"/>.</exception>
    public MessageDescriptor Find(string javaName)
    {
        ArgumentNullException.ThrowIfNull(javaName);
        return TryFind(javaName, out var message)
            ? message
            : throw new P8eInputException(
                ErrorCodes.JavaNameUnknown,
                $"Looking up a JVM class: no message of the descriptor set is called {CallerText.Quote(javaName, 200)}. "
                + "Supply the descriptor set it is in.");
    }

    /// <summary>As <see cref="Find"/>, but an unknown name is an answer, not an error.</summary>
    public bool TryFind(string javaName, [NotNullWhen(true)] out MessageDescriptor? message) => _messages.TryGetValue(javaName, out message);

    private void Add(FileDescriptor file, string prefix, IEnumerable<MessageDescriptor> messages)
    {
        foreach (var message in messages.Where(m => !JavaName.IsMapEntry(m)))
        {
            var name = prefix + JavaName.Nested(file, message.FullName);
            if (!_messages.TryAdd(name, message))
            {
                throw new P8eInputException(
                    ErrorCodes.DescriptorInvalid,
                    $"Naming the messages of a descriptor set: {_messages[name].FullName} and {message.FullName} are both {name} "
                    + "on the JVM. Give them different names.");
            }

            // As deep as the descriptor itself, which its own parser has already bounded.
            Add(file, prefix, message.NestedTypes);
        }
    }
}
