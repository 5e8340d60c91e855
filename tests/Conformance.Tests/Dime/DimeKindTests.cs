using P8e.Conformance.Dime;
using P8e.Cryptography.Curve;
using P8e.Protocol.Errors;

namespace P8e.Conformance.Tests.Dime;

public sealed class DimeKindTests
{
    [Theory]
    [InlineData("native")]
    [InlineData("platform")]
    public async Task RunAsync_RecordedFile_PassesOnEachCurve(string backend)
    {
        var kind = new DimeKind(Choose(backend));

        var results = new List<CaseResult>();
        await foreach (var result in kind.RunAsync(RecordedFile.DimePath, TestContext.Current.CancellationToken))
        {
            results.Add(result);
        }

        Assert.DoesNotContain(results, result => result.Failure is not null);
        Assert.Equal(
            [("constructed", 17), ("dimes", 6), ("eciesFixedEphemeral", 3), ("eciesMainCipher", 2), ("keys", 4), ("legacyInProtoPayload", 2)],
            results.CountBy(result => result.Case.Split('/')[0]).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    private static ISecp256k1 Choose(string backend)
    {
        try
        {
            return Secp256k1.Choose(backend);
        }
        catch (P8eInputException error) when (backend == "native")
        {
            Assert.Skip(error.Message);
            throw;
        }
    }
}
