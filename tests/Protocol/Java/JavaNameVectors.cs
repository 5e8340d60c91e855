using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace P8e.Protocol.Tests.Java;

/// <summary>The shape of java-names.json: what files declare, by name, and the JVM class of each message and enum.</summary>
internal sealed record JavaNameVectors(IReadOnlyList<JavaNameVectors.FileFacts> Files)
{
    internal sealed record FileFacts(
        string File,
        string? Package,
        string? JavaPackage,
        string? JavaOuterClassname,
        bool JavaMultipleFiles,
        IReadOnlyList<string>? MapEntries,
        IReadOnlyList<string>? OtherEnums,
        IReadOnlyDictionary<string, string> Messages,
        IReadOnlyDictionary<string, string>? Enums)
    {
        /// <summary>A descriptor that declares these names, and nothing else.</summary>
        internal FileDescriptor Build()
        {
            var options = new Google.Protobuf.Reflection.FileOptions { JavaMultipleFiles = JavaMultipleFiles };
            options.JavaPackage = JavaPackage ?? options.JavaPackage;
            options.JavaOuterClassname = JavaOuterClassname ?? options.JavaOuterClassname;
            if (JavaPackage is null)
            {
                options.ClearJavaPackage();
            }

            if (JavaOuterClassname is null)
            {
                options.ClearJavaOuterClassname();
            }

            var file = new FileDescriptorProto { Name = File, Package = Package ?? string.Empty, Syntax = "proto3", Options = options };
            foreach (var path in Messages.Keys.Concat(MapEntries ?? []).OrderBy(p => p.Count(c => c == '.')))
            {
                var message = new DescriptorProto { Name = Last(path) };
                (Parent(file, path)?.NestedType ?? file.MessageType).Add(MapEntries?.Contains(path) == true ? AsEntry(message) : message);
            }

            foreach (var path in (Enums?.Keys ?? []).Concat(OtherEnums ?? []))
            {
                var value = new EnumValueDescriptorProto { Name = "ZERO_OF_" + path.Replace('.', '_'), Number = 0 };
                (Parent(file, path)?.EnumType ?? file.EnumType).Add(new EnumDescriptorProto { Name = Last(path), Value = { value } });
            }

            return FileDescriptor.BuildFromByteStrings([file.ToByteString()])[0];
        }

        private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

        private static DescriptorProto? Parent(FileDescriptorProto file, string path)
        {
            DescriptorProto? parent = null;
            foreach (var name in path.Split('.')[..^1])
            {
                parent = (parent?.NestedType ?? file.MessageType).Single(m => m.Name == name);
            }

            return parent;
        }

        private static DescriptorProto AsEntry(DescriptorProto message)
        {
            message.Options = new MessageOptions { MapEntry = true };
            return message;
        }
    }
}
