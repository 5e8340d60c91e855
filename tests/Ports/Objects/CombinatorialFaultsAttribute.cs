using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace P8e.Ports.Objects;

/// <summary>Every side, situation and length of content together: inline, one block, three blocks.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CombinatorialFaultsAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(
    [
        .. from side in Enum.GetValues<FaultSide>()
           from situation in Enum.GetValues<PutSituation>()
           from length in new[] { 100, 5_000, 1_300_000 }
           select new TheoryDataRow<FaultSide, PutSituation, int>(side, situation, length),
    ]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
