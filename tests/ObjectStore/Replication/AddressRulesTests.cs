using System.Net;
using P8e.ObjectStore.Replication;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Tests.Replication;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("0.1.2.3", "unspecified")]
    [InlineData("10.0.0.1", "private")]
    [InlineData("10.255.255.255", "private")]
    [InlineData("100.64.0.1", "shared by a provider's customers")]
    [InlineData("100.127.255.255", "shared by a provider's customers")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.255.255.254", "loopback")]
    [InlineData("168.63.129.16", "the cloud platform's own")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.0.1", "private")]
    [InlineData("192.0.0.170", "reserved")]
    [InlineData("198.19.0.1", "reserved")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.255", "multicast")]
    [InlineData("255.255.255.255", "reserved")]
    [InlineData("::", "unspecified")]
    [InlineData("::1", "loopback")]
    [InlineData("::7f00:1", "reserved")]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    [InlineData("::ffff:10.0.0.1", "private")]
    [InlineData("::ffff:169.254.169.254", "link-local")]
    [InlineData("fc00::1", "private")]
    [InlineData("fd00:ec2::254", "private")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local")]
    [InlineData("febf::1", "link-local")]
    [InlineData("fec0::1", "private")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("64:ff9b::a9fe:a9fe", "link-local")]
    [InlineData("64:ff9b:1::1", "reserved")]
    [InlineData("2002:a00:1::1", "private")]
    [InlineData("2001:0:4136:e378::1", "reserved")]
    [InlineData("2001:db8::1", "reserved")]
    [InlineData("4000::1", "reserved")]
    [InlineData("93.184.215.14", null)]
    [InlineData("100.63.255.255", null)]
    [InlineData("172.15.255.255", null)]
    [InlineData("172.32.0.0", null)]
    [InlineData("192.167.255.255", null)]
    [InlineData("::ffff:93.184.215.14", null)]
    [InlineData("64:ff9b::5db8:d70e", null)]
    [InlineData("2606:2800:21f:cb07::1", null)]
    public void FindFault_NothingAllowed_PublicAddressesPass(string address, string? rule) =>
        Assert.Equal(rule, new AddressRules(new ReplicationOptions()).FindFault("host", 443, IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.0.1", false)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("store.internal:8080", "192.168.1.1", true)]
    [InlineData("STORE.internal:8080", "127.0.0.1", true)]
    [InlineData("store.internal:8081", "192.168.1.1", false)]
    [InlineData("other.internal:8080", "192.168.1.1", false)]
    public void FindFault_Allowed_PassesWhatIsNamedAndNothingElse(string entry, string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new AddressRules(new ReplicationOptions { Allowed = [entry] }).FindFault("store.internal", 8080, IPAddress.Parse(address)) is null);

    [Fact]
    public void FindFault_PeerThatMayBePrivate_PassesWithItsPortOnly()
    {
        var rules = new AddressRules(new ReplicationOptions { Peers = [new PeerOptions { Name = "lender", Url = "grpc://lender.internal:8080", AllowPrivate = true }] });

        Assert.Null(rules.FindFault("lender.internal", 8080, IPAddress.Loopback));
        Assert.NotNull(rules.FindFault("lender.internal", 8081, IPAddress.Loopback));
    }

    [Theory]
    [InlineData("")]
    [InlineData("store.internal")]
    [InlineData("store.internal:")]
    [InlineData("store.internal:0")]
    [InlineData("store.internal:65536")]
    [InlineData("10.1.0.0/33")]
    public void AddressRules_EntryThatIsNone_IsRefused(string entry)
    {
        var refused = Assert.Throws<P8eInputException>(() => new AddressRules(new ReplicationOptions { Allowed = [entry] }));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, refused.Code);
    }
}
