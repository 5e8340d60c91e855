using System.Reflection;
using Google.Protobuf.Reflection;
using P8e.Contracts;
using P8e.Protocol.Wire;

namespace P8e.Protocol.Tests.Wire;

public sealed class WireFilesTests
{
    [Fact]
    public void All_ListsEveryGeneratedFile()
    {
        var generated = new[] { typeof(WireFiles).Assembly, typeof(IndexExtensions).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>();

        Assert.Equal(generated.Select(f => f.Name).Order(), WireFiles.All.Select(f => f.Name).Order());
    }

    [Fact]
    public void All_FolderOfFile_IsItsPackage() =>
        Assert.All(WireFiles.All, file => Assert.Equal(file.Package, Path.GetDirectoryName(file.Name)!.Replace('/', '.')));

    [Theory]
    [InlineData("objectstore.ObjectService", "Put:c, Get:s")]
    [InlineData("objectstore.MailboxService", "Get:s, Ack")]
    [InlineData("objectstore.PublicKeyService", "Add")]
    [InlineData("objectstore.AdminService", "SetConfig, GetConfig")]
    [InlineData("cosmos.base.node.v1beta1.Service", "Config, Status")]
    public void Services_OfDescriptors_HaveTheirKinds(string name, string methods)
    {
        var service = WireFiles.All.SelectMany(f => f.Services).Single(s => s.FullName == name);

        Assert.Equal(methods, string.Join(", ", service.Methods.Select(Describe)));
    }

    [Theory]
    [InlineData("provenance.metadata.v1.Query", 24)]
    [InlineData("provenance.metadata.v1.Msg", 24)]
    public void Services_OfMetadata_HaveEveryCall(string name, int calls) =>
        Assert.Equal(calls, WireFiles.All.SelectMany(f => f.Services).Single(s => s.FullName == name).Methods.Count);

    private static string Describe(MethodDescriptor method) =>
        method.Name + (method.IsClientStreaming ? ":c" : string.Empty) + (method.IsServerStreaming ? ":s" : string.Empty);
}
