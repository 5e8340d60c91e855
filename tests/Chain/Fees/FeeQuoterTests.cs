using System.Text.Json;
using P8e.Chain.Fees;
using P8e.Chain.Tests.Support;
using P8e.Chain.Transactions;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Fees;

public sealed class FeeQuoterTests
{
    private static readonly UInt128 Maximum = 1_000_000_000_000;

    public static TheoryData<string, string, ulong, ulong> Recorded
    {
        get
        {
            using var document = ChainVectors.Read("fees-and-codes.json");
            var data = new TheoryData<string, string, ulong, ulong>();
            foreach (var fee in document.RootElement.GetProperty("fees").EnumerateArray())
            {
                data.Add(Text(fee, "id"), Text(fee, "totalFees"), fee.GetProperty("estimatedGas").GetUInt64(), fee.GetProperty("gasUsed").GetUInt64());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task QuoteAsync_RecordedFlatFee_PaysItAndCoversTheGasThatWasUsed(string id, string total, ulong estimated, ulong used)
    {
        var expected = total.Length == 0 ? Array.Empty<ChainCoin>() : [ChainCoin.Parse(total)];

        var fee = await QuoteAsync(new FeeEstimate(expected, [], estimated), byGas: null);

        Assert.NotEmpty(id);
        Assert.Equal(expected, fee.Amount);
        Assert.InRange(fee.GasLimit, used, 4_000_000UL);
    }

    [Fact]
    public async Task QuoteAsync_ChainWithoutFlatFees_PaysTheNodesPriceForTheHigherLimit()
    {
        // 1,905 nhash for each of 100,000 gas, and 10,000,000,000 of the messages' own.
        var fee = await QuoteAsync(flat: null, new FeeEstimate([Nhash(10_190_500_000)], [Nhash(10_000_000_000)], 100_000));

        Assert.Equal(180_000UL, fee.GasLimit);
        Assert.Equal([Nhash(10_000_000_000 + (180_000 * 1_905UL))], fee.Amount);
    }

    [Theory]
    [InlineData("1000000000001nhash", "")]
    [InlineData("340282366920938463463374607431768211456nhash", "")]
    [InlineData("5uatom", "")]
    [InlineData(null, "6nhash")]
    [InlineData(null, null)]
    public async Task QuoteAsync_UnsuitableAnswer_IsRefused(string? flat, string? additional)
    {
        var error = await Assert.ThrowsAsync<P8eStateException>(() => QuoteAsync(
            flat is null ? null : new FeeEstimate([ChainCoin.Parse(flat)], [], 1),
            additional is null ? null : new FeeEstimate([Nhash(5)], [.. additional.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ChainCoin.Parse)], 1)));

        Assert.Equal(ErrorCodes.ChainFeeUnsuitable, error.Code);
    }

    private static ChainCoin Nhash(UInt128 amount) => new(ChainCoin.FeeDenomination, amount);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Task<TransactionFee> QuoteAsync(FeeEstimate? flat, FeeEstimate? byGas) =>
        new FeeQuoter(new FixedFees(flat, byGas), Maximum).QuoteAsync(new byte[] { 1 }, TestContext.Current.CancellationToken);
}
