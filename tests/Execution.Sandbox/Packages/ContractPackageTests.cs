using P8e.Execution.Sandbox.Tests.Support;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Errors;

namespace P8e.Execution.Sandbox.Tests.Packages;

/// <summary>Files that are no package.</summary>
public sealed class ContractPackageTests
{
    private static readonly byte[] NoAssembly = "this is no assembly"u8.ToArray();

    public static TheoryData<byte[], byte[], string> Bad => new()
    {
        { NoAssembly, [], "The contract assembly cannot be loaded" },
        { SampleFiles.Contracts, NoAssembly, "The record assembly cannot be loaded" },
        { SampleFiles.Contracts, [], "references P8e.SampleRecords" },
        { SampleFiles.Read("P8e.Protocol"), SampleFiles.Contracts, "references P8e.SampleRecords" },
        { SampleFiles.Read("P8e.Execution.Sandbox.Tests"), SampleFiles.Records, "references" },
        { [], [], "The contract assembly cannot be loaded" },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task DescribeAsync_OfABadPackage_SaysWhatIsWrong(byte[] contracts, byte[] records, string says)
    {
        using var pool = new SamplePool();
        var e = await Assert.ThrowsAsync<P8eInputException>(() => pool.Pool.DescribeAsync(
            SampleFiles.KeyOf("lender"), _ => Task.FromResult(new LoadRequest(contracts, records)), TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCodes.ContractPackageInvalid, e.Code);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.Equal(0, pool.Pool.Processes);
    }

    [Fact]
    public async Task DescribeAsync_OfRecordsAlone_HasNoContractsAndAllDescriptors()
    {
        using var pool = new SamplePool();
        var package = await pool.Pool.DescribeAsync(
            SampleFiles.KeyOf("lender"), _ => Task.FromResult(new LoadRequest(SampleFiles.Records, default)), TestContext.Current.CancellationToken);
        Assert.Empty(package.Contracts);
        var files = package.DescriptorFiles.Select(file => Google.Protobuf.Reflection.FileDescriptorProto.Parser.ParseFrom(file.Span)).ToArray();
        Assert.Contains("p8evec/loan.proto", files.Select(file => file.Name));
        // Imports first: every file finds its imports before itself.
        Assert.All(files, file => Assert.All(
            file.Dependency, import => Assert.True(Array.FindIndex(files, f => f.Name == import) < Array.IndexOf(files, file))));
    }
}
