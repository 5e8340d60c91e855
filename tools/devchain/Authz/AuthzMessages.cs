using P8e.Devchain.Messages;

namespace P8e.Devchain.Authz;

/// <summary>The messages of provenance-chain 3.11.</summary>
internal static class AuthzMessages
{
    internal static IEnumerable<IMessageHandler> Handlers() => [new GrantHandler(), new RevokeHandler(), new ExecHandler()];
}
