using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;

namespace P8e.Access.Tests.Keys;

/// <summary>Who gets which key, how long it is good, and what is refused.</summary>
public sealed class ApiKeysTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryApiKeys _stored = new();
    private readonly ApiKeys _keys;
    private readonly ApiKeys _elsewhere;

    public ApiKeysTests()
    {
        _keys = new ApiKeys(_stored, new SeededRandomSource(1).Fill, _clock);
        _elsewhere = new ApiKeys(_stored, new SeededRandomSource(2).Fill, _clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_AFreshKey_IsACallerWithWhatItWasGiven()
    {
        var made = await CreateAsync("read submit:lender-1");

        var caller = await _keys.FindAsync(made.Text, Token);

        Assert.Equal($"key:{made.Key.Id}", caller.Id);
        Assert.Equal("tests", caller.Name);
        Assert.Equal("read submit:lender-1", caller.Grants.ToString());
        Assert.Equal(("local", _clock.GetUtcNow(), _clock.GetUtcNow().AddDays(365)), (made.Key.CreatedBy, made.Key.Created, made.Key.Expires));
    }

    [Fact]
    public async Task Create_AnyKey_StoresNoTextOfIt()
    {
        var made = await CreateAsync("read");

        var stored = Assert.Single(_stored.Texts);
        Assert.Contains(made.Key.Id, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Text[21..], stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "read", null)]
    [InlineData("line\nbreak", "read", null)]
    [InlineData("x", "", null)]
    [InlineData("x", "read", 0L)]
    [InlineData("x", "read", -5L)]
    [InlineData("x", "read", 59L)]
    [InlineData("x", "read", (5L * 366 * 24 * 3600) + 1)]
    public async Task Create_WhatNoKeyMayBe_IsRefused(string name, string grants, long? seconds)
    {
        var request = new ApiKeyRequest(name, Grants(grants), seconds is { } s ? TimeSpan.FromSeconds(s) : null);

        Assert.Equal(ErrorCodes.AccessKeyInvalid, (await Assert.ThrowsAsync<P8eInputException>(() => _keys.CreateAsync(Caller.Local, request, Token))).Code);
    }

    [Theory]
    [InlineData("operate read", "read:lender-1", true)]
    [InlineData("operate read", "operate read", true)]
    [InlineData("operate read", "submit:lender-1", false)]
    [InlineData("read", "read:lender-1", false)]
    [InlineData("operate:lender-1 read", "read:lender-1", true)]
    [InlineData("operate:lender-1 read", "read", false)]
    [InlineData("operate:lender-1 read", "read:lender-1 read:lender-2", false)]
    [InlineData("operate:lender-1 submit:lender-1", "operate:lender-1 submit:lender-1", true)]
    [InlineData("operate:lender-1 submit:lender-2", "submit:lender-2", false)]
    public async Task Create_ByAnOperator_GivesNoMoreThanItHas(string maker, string grants, bool isMade)
    {
        var error = await Record.ExceptionAsync(() => _keys.CreateAsync(new Caller("key:1", "x", Grants(maker)), new ApiKeyRequest("x", Grants(grants)), Token));

        Assert.Equal(isMade ? null : ErrorCodes.AccessNotPermitted, (error as P8eStateException)?.Code);
        Assert.Equal(isMade, error is null);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task Find_AtTheEndOfItsTime_IsExpired(int secondsLater, bool isGood)
    {
        var made = await _keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", Grants("read"), TimeSpan.FromMinutes(1)), Token);
        await _keys.FindAsync(made.Text, Token);

        _clock.Advance(TimeSpan.FromSeconds(secondsLater));

        await AssertAsync(made.Text, _keys, isGood ? null : ErrorCodes.AccessExpired);
    }

    [Fact]
    public async Task Find_WrongSecretUnknownIdAndNonsense_AreRefusedAlike()
    {
        var made = await CreateAsync("read");
        var other = ApiKeyText.Create(new SeededRandomSource(9).Fill);
        var wrong = WithCheck($"p8e_{made.Key.Id}_{other[21..64]}");

        var (first, second) = (await AssertAsync(wrong, _keys, ErrorCodes.AccessUnauthenticated), await AssertAsync(other, _keys, ErrorCodes.AccessUnauthenticated));

        Assert.Equal(first!.Message, second!.Message);
        Assert.Equal(2, _stored.Finds);
        foreach (var text in (string[])["", "p8e_", made.Text[..^1], made.Text.ToUpperInvariant(), $"{made.Text} ", "ä"])
        {
            await AssertAsync(text, _keys, ErrorCodes.AccessUnauthenticated);
        }

        Assert.Equal(2, _stored.Finds);
    }

    [Fact]
    public async Task Find_Repeated_AsksTheStorageEveryFifteenSeconds()
    {
        var made = await CreateAsync("read");
        var unknown = ApiKeyText.Create(new SeededRandomSource(9).Fill);
        for (var second = 0; second < 45; second++)
        {
            await AssertAsync(made.Text, _keys, null);
            await AssertAsync(unknown, _keys, ErrorCodes.AccessUnauthenticated);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2 * 3, _stored.Finds);
    }

    [Fact]
    public async Task Find_AFloodOfUnknownIds_KeepsTheGoodOnes()
    {
        var made = await CreateAsync("read");
        await _keys.FindAsync(made.Text, Token);
        var random = new SeededRandomSource(3);
        for (var number = 0; number < KeyMemory.EntriesMax + 10; number++)
        {
            await AssertAsync(ApiKeyText.Create(random.Fill), _keys, ErrorCodes.AccessUnauthenticated);
        }

        var before = _stored.Finds;
        await AssertAsync(made.Text, _keys, null);

        Assert.Equal(before, _stored.Finds);
    }

    [Fact]
    public async Task Revoke_AKeyInUse_StopsHereAtOnceAndElsewhereInFifteenSeconds()
    {
        var made = await CreateAsync("read");
        await AssertAsync(made.Text, _keys, null);
        await AssertAsync(made.Text, _elsewhere, null);

        await _keys.RevokeAsync(Caller.Local, made.Key.Id, Token);

        await AssertAsync(made.Text, _keys, ErrorCodes.AccessUnauthenticated);
        _clock.Advance(KeyMemory.Lasts - TimeSpan.FromTicks(1));
        await AssertAsync(made.Text, _elsewhere, null);
        _clock.Advance(TimeSpan.FromTicks(1));
        await AssertAsync(made.Text, _elsewhere, ErrorCodes.AccessUnauthenticated);
    }

    [Theory]
    [InlineData("operate:lender-1", "read:lender-1", true)]
    [InlineData("operate", "read", true)]
    [InlineData("operate", "read:lender-2", true)]
    [InlineData("operate:lender-1", "read:lender-1 read:lender-2", false)]
    [InlineData("operate:lender-1", "read", false)]
    [InlineData("read submit sign approve", "read", false)]
    public async Task ListAndRevoke_ByAnOperator_FindOnlyItsOwn(string operatorGrants, string grants, bool isSeen)
    {
        var made = await CreateAsync(grants);
        var caller = new Caller("key:1", "x", Grants(operatorGrants));

        var page = await _keys.ListAsync(caller, null, 10, Token);
        var error = await Record.ExceptionAsync(() => _keys.RevokeAsync(caller, made.Key.Id, Token));

        Assert.Equal(isSeen ? [made.Key] : [], page.Items);
        Assert.Equal(isSeen ? null : ErrorCodes.AccessKeyNotFound, (error as P8eStateException)?.Code);
        await AssertAsync(made.Text, _keys, isSeen ? ErrorCodes.AccessUnauthenticated : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdeF")]
    [InlineData("0123456789abcdef")]
    [InlineData("0123456789abcdef' or true")]
    public async Task Revoke_WhatIsNotThere_IsNotFound(string id) =>
        Assert.Equal(ErrorCodes.AccessKeyNotFound, (await Assert.ThrowsAsync<P8eStateException>(() => _keys.RevokeAsync(Caller.Local, id, Token))).Code);

    [Theory]
    [InlineData("")]
    [InlineData("x' or true")]
    public async Task List_ForeignCursor_IsRefused(string cursor) =>
        Assert.Equal(ErrorCodes.RequestMalformed, (await Assert.ThrowsAsync<P8eInputException>(() => _keys.ListAsync(Caller.Local, cursor, 10, Token))).Code);

    [Fact]
    public async Task Create_RandomnessThatRepeats_EndsInAnError()
    {
        var keys = new ApiKeys(_stored, bytes => bytes.Clear(), _clock);
        await keys.CreateAsync(Caller.Local, new ApiKeyRequest("x", Grants("read")), Token);

        var error = await Assert.ThrowsAsync<P8eStateException>(() => keys.CreateAsync(Caller.Local, new ApiKeyRequest("y", Grants("read")), Token));

        Assert.Equal(ErrorCodes.StorageConflict, error.Code);
    }

    private static string WithCheck(string text) => text + ApiKeyText.Hash(text)[..8];

    private static AccessGrants Grants(string words) => AccessGrants.Read(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), string.Empty, out _);

    private Task<NewApiKey> CreateAsync(string grants) => _keys.CreateAsync(Caller.Local, new ApiKeyRequest("tests", Grants(grants)), Token);

    private static async Task<P8eStateException?> AssertAsync(string text, ApiKeys keys, string? code)
    {
        var error = await Record.ExceptionAsync(() => keys.FindAsync(text, Token));
        Assert.Equal(code is null, error is null);
        Assert.Equal(code, (error as P8eStateException)?.Code);
        Assert.False(text.Length > 20 && error?.ToString().Contains(text[21..], StringComparison.Ordinal) == true);
        return error as P8eStateException;
    }
}
