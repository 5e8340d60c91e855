using P8e.Benchmarks.Measuring;
using P8e.Benchmarks.Peers;

namespace P8e.Benchmarks;

/// <summary>What all benchmarks of one run share.</summary>
/// <param name="Plan">How long to measure.</param>
/// <param name="IsQuick">Fewer and smaller sizes.</param>
/// <param name="IsLong">Also what takes minutes.</param>
/// <param name="CurveProgram">libsecp256k1 called from C; null when eng/bench.sh could not build it.</param>
/// <param name="OpenSsl">What <c>openssl speed</c> says about this machine; null without openssl. Recorded peers are judged through it.</param>
internal sealed record Bench(RoundPlan Plan, bool IsQuick, bool IsLong, CurveProgram? CurveProgram, OpenSslSpeed? OpenSsl);
