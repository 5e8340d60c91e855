using Google.Protobuf.Reflection;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Tests.Dynamic.Old;
using P8e.Protocol.Tests.Dynamic.Shapes;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>The descriptor sets the tests work on.</summary>
internal static class TestSets
{
    internal static DescriptorSet Own { get; } = DescriptorSet.FromFiles([ShapesReflection.Descriptor, OldReflection.Descriptor]);

    /// <summary>protos/loan, compiled with this project.</summary>
    internal static DescriptorSet Loan { get; } = DescriptorSet.FromFiles(
    [
        Tech.Figure.Asset.V1Beta1.AssetReflection.Descriptor,
        Tech.Figure.Loan.V1Beta1.LoanReflection.Descriptor,
        Tech.Figure.Loan.V1Beta1.LoanDocumentsReflection.Descriptor,
        Tech.Figure.Loan.V1Beta1.MismoLoanReflection.Descriptor,
        Tech.Figure.Servicing.V1Beta1.LoanStateReflection.Descriptor,
        Tech.Figure.Servicing.V1Beta1.ServicingRightsReflection.Descriptor,
        Tech.Figure.Validation.V1Beta1.ValidationReflection.Descriptor,
        Tech.Figure.Validation.V1Beta2.ValidationReflection.Descriptor,
        Io.Dartinc.Registry.V1Beta1.RegistryReflection.Descriptor,
    ]);

    internal static MessageDescriptor Shapes => Own.FindMessage("p8e.tests.shapes.Shapes");

    internal static MessageDescriptor Old => Own.FindMessage("p8e.tests.old.Old");

    /// <summary>The engine's set of every generated file of an assembly.</summary>
    internal static DescriptorSet OfAssembly(System.Reflection.Assembly assembly) => DescriptorSet.FromFiles(
        assembly.GetTypes().Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>());
}
