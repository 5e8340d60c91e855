using System.Globalization;
using P8e.Benchmarks.Measuring;

namespace P8e.Benchmarks.Store;

/// <summary>One kind of call, at our server and at the one that answers constants, in turns.</summary>
/// <param name="IsPut">Put or get.</param>
/// <param name="ContentBytes">Length of the plaintext.</param>
/// <param name="Clients">Connections, each with one call at a time.</param>
/// <param name="Ours">Our server's rounds.</param>
/// <param name="Bare">The other's.</param>
internal sealed record StorePair(bool IsPut, int ContentBytes, int Clients, StoreFigures Ours, StoreFigures Bare)
{
    internal string Name => string.Create(
        CultureInfo.InvariantCulture, $"{(IsPut ? "put" : "get")} {(ContentBytes < 1 << 20 ? $"{ContentBytes >> 10} KiB" : $"{ContentBytes >> 20} MiB")}, {Clients} clients");

    /// <summary>Our calls per second over the other's.</summary>
    internal double RateOfBare => Series.Median(Ours.Rounds.Zip(Bare.Rounds, (ours, bare) => ours.PerSecond / bare.PerSecond));
}
