using P8e.Conformance;
using P8e.Conformance.Chain;

namespace P8e.Devchain.Tests.Recorded;

public sealed class RecordedTransactionTests
{
    private const int Transactions = 115;
    private const int QueriesAndCalls = 140 + 19 + 74;

    [Fact]
    public async Task ChainKind_RecordedTransactionsAndQueries_AnswersAsTheNode()
    {
        List<CaseResult> results = [];
        await foreach (var result in new ChainKind(1, int.MaxValue).RunAsync(RecordedChain.Folder, TestContext.Current.CancellationToken))
        {
            results.Add(result);
        }

        Assert.Equal(Transactions + QueriesAndCalls, results.Count);
        Assert.All(results, result => Assert.True(result.Failure is null, $"{result.Case}: {result.Failure}"));
    }
}
