using P8e.Functions.Hosting;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Hosting;

/// <summary>The set-up waits for what passes and ends with what does not.</summary>
public sealed class SetUpTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_VaultAwayForAWhile_TellsWhyAndGoesOn()
    {
        var reported = 0;
        var setUp = new SetUp(_clock, _ => reported++);
        var tries = 0;
        var running = setUp.RunAsync([_ => ++tries < 3 ? throw new P8eTransientException("vault.unavailable", "The vault is away.", TimeSpan.FromSeconds(7)) : Task.CompletedTask], Token);

        var told = Assert.Throws<P8eTransientException>(() => { _ = setUp.WaitAsync(Token); });
        _clock.Advance(TimeSpan.FromSeconds(7));
        _clock.Advance(TimeSpan.FromSeconds(7));
        await running;

        Assert.Equal(("vault.unavailable", TimeSpan.FromSeconds(7)), (told.Code, told.RetryAfter));
        Assert.Equal((3, 2, true), (tries, reported, setUp.IsDone));
        Assert.Null(setUp.Trouble);
        await setUp.WaitAsync(Token);
    }

    [Fact]
    public async Task Run_RightAtTheVaultNotGivenYet_IsTriedAgain()
    {
        var setUp = new SetUp(_clock, _ => { });
        var tries = 0;
        var running = setUp.RunAsync([_ => ++tries < 2 ? throw new P8eStateException(StateErrorKind.NotPermitted, ErrorCodes.VaultDenied, "https://vault/keys/secretive: denied.") : Task.CompletedTask], Token);

        var told = Assert.Throws<P8eTransientException>(() => { _ = setUp.WaitAsync(Token); });
        _clock.Advance(TimeSpan.FromSeconds(5));
        await running;

        Assert.Equal(2, tries);
        // Whoever waits is nobody known yet.
        Assert.DoesNotContain("secretive", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhatDoesNotPass_EndsIt()
    {
        var setUp = new SetUp(_clock, _ => { });
        var waiting = setUp.WaitAsync(Token);

        await Assert.ThrowsAsync<P8eInputException>(() => setUp.RunAsync([_ => throw new P8eInputException(ErrorCodes.KeyInvalid, "There is no such key.")], Token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(setUp.IsDone);
    }
}
