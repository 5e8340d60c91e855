using P8e.Chain.Tests.Support;
using P8e.Conformance.Transactions;
using P8e.Cryptography.Curve;

namespace P8e.Chain.Tests.Transactions;

/// <summary>Recorded transactions built again, byte for byte.</summary>
public sealed class RecordedTransactionsTests
{
    [Theory]
    [InlineData("transactions.json", 49)]
    [InlineData("sdk-transactions.json", 5)]
    public async Task SignAsync_RecordedTransaction_GivesTheSameBytes(string file, int cases)
    {
        var kind = new TransactionKind(Secp256k1.Choose("native"));
        var seen = 0;

        await foreach (var result in kind.RunAsync(ChainVectors.PathOf(file), TestContext.Current.CancellationToken))
        {
            seen++;
            Assert.True(result.Failure is null, $"{result.Case}: {result.Failure}");
        }

        Assert.Equal(cases, seen);
    }
}
