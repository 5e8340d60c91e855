using System.Globalization;
using System.Net;
using System.Net.Sockets;
using P8e.Access.Callers;
using P8e.Protocol.Errors;

namespace P8e.Access.Limits;

/// <summary>
/// How often a caller may call, and how often calls from an address may fail for want of a good credential: a bucket each, full at first, refilled evenly over a minute. Of one instance of the
/// program; nothing is shared or stored. Thread-safe.
/// </summary>
/// <param name="options">The numbers.</param>
/// <param name="clock">Refills the buckets.</param>
public sealed class CallLimits(AccessOptions options, TimeProvider clock)
{
    private const string Overflow = "others";

    private readonly Buckets _callers = new(options.CallsPerMinute, clock, Overflow);
    private readonly Buckets _addresses = new(options.FailuresPerMinute, clock, Overflow);

    /// <summary>Counts a call of a caller.</summary>
    /// <param name="caller">Who calls.</param>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.AccessRateLimited"/>: too many; says when the next one may come.</exception>
    public void Count(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Refuse(_callers.Take(caller.Id), string.Create(CultureInfo.InvariantCulture, $"{caller.Id} may call {options.CallsPerMinute} times a minute"));
    }

    /// <summary>Whether calls from an address are listened to. Counts nothing.</summary>
    /// <param name="address">The caller's address.</param>
    /// <exception cref="P8eTransientException"><see cref="ErrorCodes.AccessRateLimited"/>: too many failed; says when the next one may come.</exception>
    public void Check(IPAddress address) =>
        Refuse(_addresses.Look(Net(address)), string.Create(CultureInfo.InvariantCulture, $"from one address {options.FailuresPerMinute} calls a minute may come without a good key or token"));

    /// <summary>Counts a call from an address that had no good credential.</summary>
    /// <param name="address">The caller's address.</param>
    public void CountFailure(IPAddress address) => _ = _addresses.Take(Net(address));

    /// <summary>Whoever has an IPv6 address has 2^64 of them.</summary>
    private static string Net(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.MapToIPv4().ToString();
        }

        return Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8));
    }

    private static void Refuse(TimeSpan wait, string rule)
    {
        if (wait > TimeSpan.Zero)
        {
            var pause = TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds));
            throw new P8eTransientException(
                ErrorCodes.AccessRateLimited,
                string.Create(CultureInfo.InvariantCulture, $"Taking a call: {rule}. Try again in {pause.TotalSeconds} s, or have an operator raise the limit."),
                pause);
        }
    }
}
