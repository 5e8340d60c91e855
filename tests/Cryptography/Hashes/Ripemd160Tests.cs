using System.Text;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Hashes;

public sealed class Ripemd160Tests
{
    public static TheoryData<string> Cases => Vectors.Names(Vectors.Read("hashes/ripemd160.json"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void HashData_ValueOfTheAuthors_IsReproduced(string name)
    {
        var element = Vectors.Read("hashes/ripemd160.json")[name];
        var message = string.Concat(Enumerable.Repeat(element.Text("text"), element.GetProperty("count").GetInt32()));

        Assert.Equal(element.Text("hash"), Convert.ToHexStringLower(Ripemd160.HashData(Encoding.ASCII.GetBytes(message))));
    }
}
