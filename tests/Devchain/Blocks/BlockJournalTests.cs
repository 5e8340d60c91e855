using P8e.Devchain.Accounts;
using P8e.Devchain.Blocks;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Tests.Blocks;

public sealed class BlockJournalTests : IDisposable
{
    private const string Sender = "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj";
    private readonly string folder = Directory.CreateTempSubdirectory("devchain-tests-").FullName;

    private string File => Path.Combine(folder, "blocks.journal");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Open_AfterARestart_HasTheChainOfBefore()
    {
        var before = Make(blocks: 3);

        var after = Reopen();

        Assert.Equal((before.Height, before.Time), (after.Height, after.Time));
        Assert.Equal(Sequence(before), Sequence(after));
        Assert.Equal(1UL, Sequence(after));
    }

    [Fact]
    public void Open_AfterAKillAtAnyByteOfTheLastRecord_HasTheBlocksBefore()
    {
        Make(blocks: 2);
        var whole = System.IO.File.ReadAllBytes(File);
        Make(blocks: 1);
        var longer = System.IO.File.ReadAllBytes(File);
        for (var length = whole.Length; length < longer.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, longer[..length]);

            Assert.Equal(2, Reopen().Height);
            Assert.Equal(whole, System.IO.File.ReadAllBytes(File));
        }
    }

    [Fact]
    public void Open_DamagedBeforeTheEnd_RefusesAndKeepsTheFile()
    {
        Make(blocks: 3);
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[80] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);

        Assert.Throws<P8eInputException>(Reopen);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Open_OfAnotherGenesis_Refuses()
    {
        Make(blocks: 1);

        Assert.Throws<P8eInputException>(() => BlockJournal.Open(File, "other"u8, RecordedChain.Start()));
    }

    /// <summary>Opens the journal, makes blocks, the very first with a transaction, and closes it.</summary>
    private DevChain Make(int blocks)
    {
        var chain = RecordedChain.Start();
        using var journal = BlockJournal.Open(File, RecordedChain.GenesisBytes, chain);
        for (var i = 0; i < blocks; i++)
        {
            chain.DeliverBlock(chain.Height == 0 ? [RecordedChain.Sends[0]] : [], RecordedChain.Noon);
        }

        return chain;
    }

    private DevChain Reopen() => Make(blocks: 0);

    private static ulong Sequence(DevChain chain) =>
        new AccountKeeper(chain.StateAt()!, chain.Settings.Addresses).Find(AccountAddress.Parse(Sender))!.Base.Sequence;
}
