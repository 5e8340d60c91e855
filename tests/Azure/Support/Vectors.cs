using System.Text.Json;
using P8e.Ports;

namespace P8e.Azure.Tests.Support;

/// <summary>Files under tests/Vectors.</summary>
internal static class Vectors
{
    public static JsonElement Cases(string file) => JsonDocument.Parse(File.ReadAllBytes(Repository.Vector(file))).RootElement.GetProperty("cases");
}
