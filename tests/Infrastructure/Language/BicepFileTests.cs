using P8e.Infrastructure.Tests.Bicep;

namespace P8e.Infrastructure.Tests.Language;

public sealed class BicepFileTests
{
    [Fact]
    public void Parse_Parameters_KeepTypeDefaultAndDecorators()
    {
        var file = BicepFile.Parse("x", "@description('It\\'s one') // said\n@allowed([1, 2])\nparam a int = 1\nparam b string\nparam c object");

        Assert.Equal([("a", "int", true), ("b", "string", false), ("c", "object", false)], file.Declarations.Select(parameter => (parameter.Name, parameter.Type, parameter.Value is not null)));
        Assert.Equal("It's one", file.Declarations[0].Decorator("description")!.Children[0].Text);
        Assert.Equal(["1", "2"], file.Declarations[0].Decorator("allowed")!.Children[0].Children.Select(choice => choice.Text));
    }

    [Fact]
    public void Parse_ResourceWithLoop_HasTheBodyOfATurn()
    {
        var file = BicepFile.Parse("x", "resource r 'A/b@1' = [for item in list: {\n  name: item\n  tags: { a: 1, 'b-c': x ? 'y' : null }\n}]\n");

        Assert.Equal("item", file.Declarations[0].Body!.Find("name")!.Text);
        Assert.Equal("y", file.Declarations[0].Body!.Find("tags.b-c")!.Children[1].Text);
    }

    [Fact]
    public void Parse_ConditionAndExisting_AreKept()
    {
        var file = BicepFile.Parse("x", "resource r 'A/b@1' existing = {\n  name: 'n'\n}\nmodule m 'm.bicep' = if (!empty(a) && b == 2) {\n  name: 'm'\n}\noutput o string = m!.outputs.o\n");

        Assert.True(file.Declarations[0].IsExisting);
        Assert.Equal(["a", "b"], file.Declarations[1].Condition!.All.Where(node => node.Kind == NodeKind.Name).Select(node => node.Text));
        Assert.Equal(NodeKind.Assertion, file.Declarations[2].Value!.Children[0].Children[0].Kind);
    }

    [Fact]
    public void Parse_InsertedExpressions_AreChildren()
    {
        var text = BicepFile.Parse("x", "var v = 'a${b.c[0]}-${d('e')}'\n").Declarations[0].Value!;

        Assert.Equal((NodeKind.Interpolation, "a{}-{}"), (text.Kind, text.Text));
        Assert.Equal([NodeKind.Index, NodeKind.Call], text.Children.Select(child => child.Kind));
    }

    [Theory]
    [InlineData("var v = 'a")]
    [InlineData("var v = {\n a: 1\n")]
    [InlineData("var v = [1 2]")]
    [InlineData("var v = a b")]
    [InlineData("var v =")]
    [InlineData("vra v = 1")]
    [InlineData("param 1 string")]
    [InlineData("resource r 'A/${b}@1' = {}")]
    [InlineData("var v = (1, 2)")]
    [InlineData("@secure\nparam p string")]
    public void Parse_WhatIsNotTheLanguage_IsRefusedWithItsLine(string text) =>
        Assert.StartsWith("x(", Assert.Throws<FormatException>(() => BicepFile.Parse("x", text)).Message, StringComparison.Ordinal);
}
