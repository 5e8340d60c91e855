using P8e.Execution.Ports;
using P8e.Execution.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Tests.Ports;

/// <summary>What is kept, for how long, and that nobody notices but the bill.</summary>
public sealed class RecentObjectsTests
{
    private readonly CountingObjects _stored = new();
    private readonly RecentObjects _recent;

    public RecentObjectsTests() => _recent = new RecentObjects(_stored, bytesMax: 100);

    [Fact]
    public async Task Get_WhatWasPut_IsNotReadAgain()
    {
        var hash = await PutAsync(1);
        var specification = await _recent.PutSpecificationAsync(Content(2), [], Scene.Cancel);

        Assert.Equal(Content(1), await GetAsync(hash));
        Assert.Equal(Content(2), await GetAsync(specification));
        Assert.Equal(0, _stored.Gets);
    }

    [Fact]
    public async Task Get_Twice_IsReadOnce()
    {
        var hash = await _stored.PutAsync(Content(1), [], Scene.Cancel);

        Assert.Equal(await GetAsync(hash), await GetAsync(hash));
        Assert.Equal(1, _stored.Gets);
    }

    [Fact]
    public async Task Get_ChangedByItsCaller_IsStillWhatWasPut()
    {
        var hash = await PutAsync(1);

        (await GetAsync(hash)).AsSpan().Clear();

        Assert.Equal(Content(1), await GetAsync(hash));
    }

    [Fact]
    public async Task Put_MoreThanIsKept_DropsWhatWasUsedLongestAgo()
    {
        var first = await PutAsync(1);
        var second = await PutAsync(2);
        await GetAsync(first);
        await PutAsync(3);

        Assert.Equal(Content(1), await GetAsync(first));
        Assert.Equal(0, _stored.Gets);
        Assert.Equal(Content(2), await GetAsync(second));
        Assert.Equal(1, _stored.Gets);
    }

    [Fact]
    public async Task Get_LongerThanExpected_IsRefusedAsByTheStore()
    {
        var hash = await PutAsync(1);

        var error = await Assert.ThrowsAsync<P8eInputException>(() => _recent.GetAsync(hash, 10, Scene.Cancel));

        Assert.Equal(ErrorCodes.LimitExceeded, error.Code);
    }

    [Fact]
    public async Task Put_LongerThanAllThatIsKept_PassesBy()
    {
        var small = await PutAsync(1);
        var large = await _recent.PutAsync(new byte[101], [], Scene.Cancel);

        Assert.Equal(new byte[101], await GetAsync(large));
        Assert.Equal(1, _stored.Gets);
        await GetAsync(small);
        Assert.Equal(1, _stored.Gets);
    }

    private static byte[] Content(byte number) => [.. Enumerable.Repeat(number, 40)];

    private Task<ObjectHash> PutAsync(byte number) => _recent.PutAsync(Content(number), [], Scene.Cancel);

    private Task<byte[]> GetAsync(ObjectHash hash) => _recent.GetAsync(hash, 1000, Scene.Cancel);
}
