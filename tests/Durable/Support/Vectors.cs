using P8e.Ports;

namespace P8e.Durable.Tests.Support;

/// <summary>Recorded data of this repository.</summary>
internal static class Vectors
{
    internal static string PathOf(string name) => Repository.Vector(name);
}
