using P8e.Azure.Chain;
using P8e.Azure.Rows;
using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Protocol;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Chain;

/// <summary>The bytes of a row that somebody else has written into.</summary>
public sealed class OutboxRowBytesTests
{
    private static readonly AccountAddress Account = AccountAddress.ForModule("tp", "metadata");

    private static readonly byte[] Bytes = OutboxRowBytes.Write(new OutboxRow
    {
        Account = Account,
        Id = "an id",
        ChainId = "testing-one",
        Content = new TransactionContent([ChainMessage.FromBytes("/a.B", [1, 2, 3]), ChainMessage.FromBytes("/c.D", [])], "memo", 77),
        Added = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Attempt = new SignedAttempt(new SignedTransaction(new byte[] { 4, 5 }, TransactionHash.Of("x"u8), 6, 7), 8, 9),
        Outcome = new OutboxOutcome(10, 11, "chain.tx_refused", "why"),
    });

    [Fact]
    public void Read_CutAnywhereOrLonger_IsDamage()
    {
        Assert.All(Enumerable.Range(0, Bytes.Length), length => Assert.True(RowParts.IsDamage(Record.Exception(() => Read(Bytes[..length]))!)));
        Assert.True(RowParts.IsDamage(Record.Exception(() => Read([.. Bytes, 0]))!));
    }

    [Fact]
    public void Read_AnyByteChanged_IsARowOrDamageAndAllocatesLittle()
    {
        var damaged = 0;
        for (var at = 0; at < Bytes.Length; at++)
        {
            foreach (var value in new byte[] { 0x00, 0x7F, 0xFF })
            {
                var changed = Bytes.ToArray();
                changed[at] = value;
                var before = GC.GetAllocatedBytesForCurrentThread();
                var error = Record.Exception(() => Read(changed));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
                Assert.True(error is null || RowParts.IsDamage(error), $"{error}");
                damaged += error is null ? 0 : 1;
            }
        }

        Assert.True(damaged > Bytes.Length / 4);
    }

    private static OutboxRow Read(byte[] bytes) => OutboxRowBytes.Read(Account, OutboxState.Waiting, "1|x", bytes);
}
