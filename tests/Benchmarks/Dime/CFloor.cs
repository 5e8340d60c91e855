using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;

namespace P8e.Benchmarks.Dime;

/// <summary>
/// The least that the format allows: the curve work called from C plus the symmetric work, measured in the same turns as the subject and
/// added up.
/// </summary>
internal sealed class CFloor(CurveProgram curve, SymmetricFloor symmetric)
{
    /// <summary>The parts, in the order in which <see cref="Seal"/> and <see cref="Open"/> take their series.</summary>
    internal IReadOnlyList<IContender> Parts => [curve.Generate, curve.Agree, curve.Sign, curve.Verify, symmetric.Content, symmetric.Reader];

    internal static Series Sign(IReadOnlyList<Series> parts) => parts[2];

    /// <summary>One reader more.</summary>
    internal static Series Wrap(IReadOnlyList<Series> parts) => parts[0] + parts[1] + parts[5];

    internal static Series Seal(IReadOnlyList<Series> parts, int readers) => (readers * Wrap(parts)) + parts[2] + parts[4];

    /// <summary>One agreement and one verification, whatever the number of readers.</summary>
    internal static Series Open(IReadOnlyList<Series> parts) => parts[1] + parts[3] + parts[4] + parts[5];
}
