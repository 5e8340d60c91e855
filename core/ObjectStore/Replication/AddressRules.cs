using System.Globalization;
using System.Net;
using System.Net.Sockets;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Replication;

/// <summary>
/// Which addresses are connected to. Homes of keys are registered by callers, so without these rules anybody who may register a key could make this
/// program speak to whatever only it can reach (reliability S12). Public addresses pass; others only when the operator has named them.
/// </summary>
internal sealed class AddressRules
{
    private static readonly (IPNetwork Network, string Rule)[] NotPublic =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "shared by a provider's customers"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("168.63.129.16/32"), "the cloud platform's own"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved"),
        (IPNetwork.Parse("192.0.2.0/24"), "reserved"),
        (IPNetwork.Parse("192.88.99.0/24"), "reserved"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "reserved"),
        (IPNetwork.Parse("198.51.100.0/24"), "reserved"),
        (IPNetwork.Parse("203.0.113.0/24"), "reserved"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
    ];

    /// <summary>Of IPv6 only 2000::/3 is public, without what lies inside it for other purposes.</summary>
    private static readonly (IPNetwork Network, string Rule)[] NotPublic6 =
    [
        (IPNetwork.Parse("::/128"), "unspecified"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fec0::/10"), "private"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
        (IPNetwork.Parse("2001::/23"), "reserved"),
        (IPNetwork.Parse("2001:db8::/32"), "reserved"),
        (IPNetwork.Parse("3fff::/20"), "reserved"),
    ];

    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<(string Host, int Port)> _hosts = [];

    /// <summary>Reads the operator's list.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: an entry is none.</exception>
    public AddressRules(ReplicationOptions options)
    {
        foreach (var entry in options.Allowed)
        {
            Allow(entry);
        }

        foreach (var peer in options.Peers.Where(peer => peer.AllowPrivate))
        {
            var url = PeerUrl.Parse(peer.Url);
            _hosts.Add((url.Host, url.Port));
        }
    }

    /// <summary>Why a host's address is not connected to, or null when it is.</summary>
    public string? FindFault(string host, int port, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _hosts.Contains((host.ToLowerInvariant(), port)) || _networks.Exists(network => network.Contains(plain)) ? null : FindRule(plain);
    }

    /// <summary>Which rule makes an address not public, or null when it is.</summary>
    private static string? FindRule(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Array.Find(NotPublic, entry => entry.Network.Contains(address)).Rule;
        }

        // What these two lead to is written inside them.
        if (Translated.Contains(address))
        {
            return FindRule(new IPAddress(address.GetAddressBytes().AsSpan(12, 4)));
        }

        if (SixToFour.Contains(address))
        {
            return FindRule(new IPAddress(address.GetAddressBytes().AsSpan(2, 4)));
        }

        return Array.Find(NotPublic6, entry => entry.Network.Contains(address)).Rule ?? (Public6.Contains(address) ? null : "reserved");
    }

    private void Allow(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
        {
            _networks.Add(network);
        }
        else if (IPAddress.TryParse(entry, out var address))
        {
            _networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
        }
        else
        {
            var colon = entry.LastIndexOf(':');
            if (colon < 1 || !int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
            {
                throw new P8eInputException(
                    ErrorCodes.ConfigurationInvalid,
                    "Reading ObjectStore:Replication:Allowed: an entry is a network (10.1.0.0/16), an address, or a host with its port (store.internal:8080).");
            }

            _hosts.Add((entry[..colon].Trim('[', ']').ToLowerInvariant(), port));
        }
    }
}
