using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Grpc.Server.Standard;

/// <summary>Files, symbols and extensions behind some services; read once, immutable.</summary>
internal sealed class DescriptorCatalogue
{
    private readonly Dictionary<string, FileDescriptor> _files = [];
    private readonly Dictionary<string, FileDescriptor> _symbols = [];
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions = [];

    public DescriptorCatalogue(IReadOnlyList<ServiceDescriptor> services)
    {
        ServiceNames = [.. services.Select(service => service.FullName).Distinct().Order(StringComparer.Ordinal)];
        foreach (var file in services.SelectMany(service => Closure(service.File)))
        {
            if (_files.TryAdd(file.Name, file))
            {
                AddSymbols(file);
            }
        }
    }

    public IReadOnlyList<string> ServiceNames { get; }

    /// <summary>The file, then every file it needs, each once, as serialized descriptors.</summary>
    public static IEnumerable<ByteString> WithDependencies(FileDescriptor file) => Closure(file).Select(part => part.SerializedData);

    public FileDescriptor? FindFile(string name) => _files.GetValueOrDefault(name);

    public FileDescriptor? FindSymbol(string fullName) => _symbols.GetValueOrDefault(fullName);

    public FileDescriptor? FindExtension(string type, int number) => _extensions.GetValueOrDefault(type)?.GetValueOrDefault(number);

    /// <summary>Null when there is no such message.</summary>
    public IEnumerable<int>? ExtensionNumbers(string type) =>
        _extensions.TryGetValue(type, out var extensions) ? extensions.Keys : _symbols.ContainsKey(type) ? [] : null;

    private static List<FileDescriptor> Closure(FileDescriptor root)
    {
        List<FileDescriptor> found = [root];
        for (var next = 0; next < found.Count; next++)
        {
            found.AddRange(found[next].Dependencies.Where(needed => !found.Contains(needed)));
        }

        return found;
    }

    private void AddSymbols(FileDescriptor file)
    {
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (var method in service.Methods)
            {
                _symbols[method.FullName] = file;
            }
        }

        foreach (var enumeration in file.EnumTypes)
        {
            _symbols[enumeration.FullName] = file;
        }

        foreach (var message in file.MessageTypes)
        {
            AddSymbols(message);
        }

        AddExtensions(file, file.Extensions);
    }

    private void AddSymbols(MessageDescriptor message)
    {
        _symbols[message.FullName] = message.File;
        foreach (var enumeration in message.EnumTypes)
        {
            _symbols[enumeration.FullName] = message.File;
        }

        foreach (var nested in message.NestedTypes)
        {
            AddSymbols(nested);
        }

        AddExtensions(message.File, message.Extensions);
    }

    private void AddExtensions(FileDescriptor file, ExtensionCollection extensions)
    {
        foreach (var extension in extensions.UnorderedExtensions)
        {
            _symbols[extension.FullName] = file;
            if (!_extensions.TryGetValue(extension.ExtendeeType.FullName, out var numbers))
            {
                _extensions[extension.ExtendeeType.FullName] = numbers = [];
            }

            numbers[extension.FieldNumber] = file;
        }
    }
}
