using P8e.Functions.Affiliates;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Affiliates;

/// <summary>One affiliate's trouble is told, after the others were served.</summary>
public sealed class EachAffiliateTests
{
    [Fact]
    public async Task Run_OneInTrouble_ServesTheOthersAndTellsTheFirst()
    {
        List<int> served = [];

        var error = await Assert.ThrowsAsync<P8eStateException>(() => EachAffiliate.RunAsync([1, 2, 3, 4], number =>
        {
            served.Add(number);
            return number % 2 == 0 ? throw new P8eStateException(StateErrorKind.Conflict, ErrorCodes.StorageRowDamaged, $"row of {number}") : Task.CompletedTask;
        }));

        Assert.Equal([1, 2, 3, 4], served);
        Assert.Equal("row of 2", error.Message);
    }
}
