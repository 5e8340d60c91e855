using System.Text.Json;
using P8e.Ports;

namespace P8e.Chain.Tests.Support;

/// <summary>Finds tests/Vectors/chain; each file says where its facts come from.</summary>
internal static class ChainVectors
{
    internal static string PathOf(string file) => Repository.Vector(Path.Combine("chain", file));

    internal static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
}
