using System.Net;
using P8e.Access.Callers;
using P8e.Access.Limits;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Access.Tests.Limits;

/// <summary>How often callers may call, and addresses may fail.</summary>
public sealed class CallLimitsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CallLimits _limits;

    public CallLimitsTests() => _limits = new CallLimits(new AccessOptions { CallsPerMinute = 6, FailuresPerMinute = 3 }, _clock);

    [Fact]
    public void Count_MoreThanAllowed_IsRefusedUntilTheTimeItSays()
    {
        for (var call = 0; call < 6; call++)
        {
            _limits.Count(Named("a"));
        }

        var error = Assert.Throws<P8eTransientException>(() => _limits.Count(Named("a")));
        Assert.Equal((ErrorCodes.AccessRateLimited, TimeSpan.FromSeconds(10)), (error.Code, error.RetryAfter!.Value));
        _limits.Count(Named("b"));
        _clock.Advance(error.RetryAfter.Value);
        _limits.Count(Named("a"));
        Assert.Throws<P8eTransientException>(() => _limits.Count(Named("a")));
    }

    [Fact]
    public void Count_AfterALongPause_GivesAMinutesCallsAndNoMore()
    {
        _limits.Count(Named("a"));
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(6, Enumerable.Range(0, 20).Count(_ => Record.Exception(() => _limits.Count(Named("a"))) is null));
    }

    [Fact]
    public void Count_ClockSetBack_GivesNothing()
    {
        for (var call = 0; call < 6; call++)
        {
            _limits.Count(Named("a"));
        }

        _clock.Advance(TimeSpan.FromHours(-1));

        Assert.Throws<P8eTransientException>(() => _limits.Count(Named("a")));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Check_AfterFailures_RefusesTheNetOfTheAddress(string failed, string next, bool isRefused)
    {
        _limits.Check(IPAddress.Parse(failed));
        for (var call = 0; call < 3; call++)
        {
            _limits.Check(IPAddress.Parse(next));
            _limits.CountFailure(IPAddress.Parse(failed));
        }

        var error = Record.Exception(() => _limits.Check(IPAddress.Parse(next)));

        Assert.Equal(isRefused, error is not null);
        Assert.Equal(isRefused ? TimeSpan.FromSeconds(20) : null, (error as P8eTransientException)?.RetryAfter);
    }

    [Fact]
    public void Take_MoreNamesThanBuckets_ShareOneUntilThereIsRoom()
    {
        var buckets = new Buckets(2, _clock, "others");
        for (var name = 0; name < Buckets.Max; name++)
        {
            buckets.Take($"{name}");
        }

        Assert.Equal(TimeSpan.Zero, buckets.Take("new-1"));
        Assert.Equal(TimeSpan.Zero, buckets.Take("new-2"));
        Assert.True(buckets.Take("new-3") > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, buckets.Take("0"));
        Assert.Equal(Buckets.Max + 1, buckets.Count);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.Zero, buckets.Take("new-4"));
        Assert.Equal(1, buckets.Count);
    }

    private static Caller Named(string id) => new(id, id, new AccessGrants(AccessRoles.Read));
}
