using System.Security.Cryptography;

namespace P8e.Architecture.Tests;

/// <summary>Breaks each law once, so that a test can show that its law would be noticed when a room broke it.</summary>
public static class Counterexample
{
    /// <summary>Law 1: names a type of an Azure package.</summary>
    public static bool NamesAzure(object thing) => thing is global::Azure.RequestFailedException;

    /// <summary>Law 1: names a type of ASP.NET Core.</summary>
    public static bool NamesAspNet(object thing) => thing is Microsoft.AspNetCore.Http.HttpContext;

    /// <summary>Law 2: uses a cipher.</summary>
    public static Aes UsesCipher() => Aes.Create();

    /// <summary>Law 4: asks the network.</summary>
    public static string AsksTheNetwork() => System.Net.Dns.GetHostName();

    /// <summary>Law 5: shows a protobuf message, inside another type.</summary>
    public static IReadOnlyList<Google.Protobuf.WellKnownTypes.Any> ShowsMessages() => [];

    /// <summary>Law 7: makes an object of a type it was handed.</summary>
    public static object? MakesByType(Type type) => Activator.CreateInstance(type);

    /// <summary>The async rule: neither the name's ending nor a token.</summary>
    public static Task Wait() => Task.CompletedTask;
}
