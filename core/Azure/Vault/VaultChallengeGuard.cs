using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Vault;

/// <summary>Looks at every challenge before any policy answers it, Microsoft's own in the secrets client included: one rule, one error.</summary>
internal sealed class VaultChallengeGuard(Uri vault) : HttpPipelineSynchronousPolicy
{
    public override void OnReceivedResponse(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _ = VaultChallenge.TryRead(message.Response, vault);
    }
}
