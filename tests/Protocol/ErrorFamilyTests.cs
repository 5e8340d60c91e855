using System.Reflection;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Tests;

public sealed class ErrorFamilyTests
{
    [Fact]
    public void ErrorCodes_All_AreDistinctAndLowerCaseWithOneDot()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToArray();

        Assert.NotEmpty(codes);
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$", code));
    }
}
