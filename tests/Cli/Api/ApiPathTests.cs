using P8e.Cli.Api;

namespace P8e.Cli.Tests.Api;

public sealed class ApiPathTests
{
    [Theory]
    [InlineData("a/../b", "/api/v1/scopes/a%2F..%2Fb")]
    [InlineData("a b?c#d", "/api/v1/scopes/a%20b%3Fc%23d")]
    [InlineData("eNote", "/api/v1/scopes/eNote")]
    public void Of_ATypedName_EscapesIt(string name, string expected) => Assert.Equal(expected, ApiPath.Of(ApiPath.Scopes, name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void Of_WhatLeadsElsewhere_Refuses(string name) => Assert.Equal("request.malformed", Assert.Throws<ApiException>(() => ApiPath.Of(ApiPath.Scopes, name)).Code);

    [Fact]
    public void Page_WithACursor_EscapesIt() => Assert.Equal("/x?most=5&cursor=a%26b%3D", ApiPath.Page("/x", 5, "a&b="));
}
