using System.Text;
using Google.Protobuf.Reflection;
using FileOptions = Google.Protobuf.Reflection.FileOptions;

namespace P8e.Protocol.Java;

/// <summary>
/// JVM binary names of protobuf classes, as protoc's Java generator gives them (p8e-sdk 1.1): they are data in contract
/// specifications, envelopes and records. Works on any descriptor, compiled in or loaded at run time; the way back is
/// <see cref="JavaNameIndex"/>.
/// </summary>
public static class JavaName
{
    private const string CollisionSuffix = "OuterClass";

    /// <summary>The class of a message, for example <c>org.example.Loans$Loan$Term</c>.</summary>
    /// <param name="message">Not a map entry: those have no class.</param>
    /// <exception cref="ArgumentException">The message is the entry of a map field.</exception>
    public static string Of(MessageDescriptor message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return IsMapEntry(message)
            ? throw new ArgumentException($"{message.FullName} is a map entry; the JVM has no class for it.", nameof(message))
            : Prefix(message.File) + Nested(message.File, message.FullName);
    }

    /// <summary>The class of an enum.</summary>
    public static string Of(EnumDescriptor enumType)
    {
        ArgumentNullException.ThrowIfNull(enumType);
        return Prefix(enumType.File) + Nested(enumType.File, enumType.FullName);
    }

    /// <summary>Simple name of the class that stands for the file itself: the option, or the file name in upper camel case.</summary>
    public static string OuterClassOf(FileDescriptor file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return OuterClassOf(file, file.GetOptions());
    }

    /// <summary>What precedes the nested name in every class of a file: package and dot; outer class and $ unless each message has its own file.</summary>
    internal static string Prefix(FileDescriptor file)
    {
        var options = file.GetOptions();
        var package = options is { HasJavaPackage: true } ? options.JavaPackage : file.Package;
        var prefix = package.Length == 0 ? string.Empty : package + ".";
        return options is { JavaMultipleFiles: true } ? prefix : prefix + OuterClassOf(file, options) + "$";
    }

    internal static string Nested(FileDescriptor file, string fullName) =>
        (file.Package.Length == 0 ? fullName : fullName[(file.Package.Length + 1)..]).Replace('.', '$');

    internal static bool IsMapEntry(MessageDescriptor message) => message.GetOptions() is { MapEntry: true };

    private static string OuterClassOf(FileDescriptor file, FileOptions? options)
    {
        if (options is { HasJavaOuterClassname: true })
        {
            return options.JavaOuterClassname;
        }

        var name = UpperCamel(BaseName(file.Name));
        return DeclaresName(file, name) ? name + CollisionSuffix : name;
    }

    private static ReadOnlySpan<char> BaseName(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var extension in (ReadOnlySpan<string>)[".protodevel", ".proto"])
        {
            if (name.EndsWith(extension, StringComparison.Ordinal))
            {
                return name[..^extension.Length];
            }
        }

        return name;
    }

    // A capital follows the start, a digit and every character that is neither letter nor digit.
    private static string UpperCamel(ReadOnlySpan<char> name)
    {
        var result = new StringBuilder(name.Length);
        var capital = true;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                result.Append(capital ? char.ToUpperInvariant(c) : c);
            }

            capital = !char.IsAsciiLetter(c);
        }

        return result.ToString();
    }

    // Exact comparison, at every level: a name that differs in case only is no collision for protoc.
    private static bool DeclaresName(FileDescriptor file, string name) =>
        file.EnumTypes.Any(e => e.Name == name)
        || file.Services.Any(s => s.Name == name)
        || file.MessageTypes.Any(m => DeclaresName(m, name));

    private static bool DeclaresName(MessageDescriptor message, string name) =>
        message.Name == name
        || message.EnumTypes.Any(e => e.Name == name)
        || message.NestedTypes.Any(m => DeclaresName(m, name));
}
