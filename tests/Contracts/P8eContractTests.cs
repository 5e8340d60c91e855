using P8e.SampleContracts.Recorded;
using P8e.SampleRecords;

namespace P8e.Contracts.Tests;

/// <summary>A contract tested alone, as its author does it.</summary>
public sealed class P8eContractTests
{
    private static readonly Note ANote = new() { Text = "a note" };

    [Fact]
    public void Function_CalledDirectly_NeedsNothingElse() => Assert.Equal(ANote, new OneRecord().Note(ANote));

    [Fact]
    public void Context_AfterBegin_TellsTheTimeInUtc()
    {
        var contract = new Clock();
        contract.Begin(new ContractContext(new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.FromHours(2))));
        Assert.Equal(new ClockReading { Text = "2026-03-01T10:30Z", EpochSeconds = 1_772_361_015 }, contract.Read(ANote));
    }

    [Fact]
    public void Context_BeforeBegin_Throws() => Assert.Equal(
        "Current time wasn't set prior to contract construction.",
        Assert.Throws<InvalidOperationException>(() => new Clock().Read(ANote)).Message);

    [Fact]
    public void Context_InTheConstructor_Throws() => Assert.Throws<InvalidOperationException>(() => new ClockInConstructor());

    [Fact]
    public void Begin_WithoutAContext_Throws() => Assert.Throws<ArgumentNullException>(() => new OneRecord().Begin(null!));
}
