using P8e.Access;
using P8e.Azure.Access;
using P8e.Execution.Publishing;
using P8e.Functions.Chain;
using P8e.Functions.Executions;
using P8e.Protocol.Identifiers;
using P8e.Workflows;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Affiliates;

/// <summary>What workflows and routes need of one affiliate and the chain together.</summary>
internal sealed class AffiliateServices(CompositionContext context, Func<ChainParts> chain)
{
    /// <summary>For executions and transactions.</summary>
    internal ExecutionParts Execution(AffiliateParts affiliate) => new(
        new ExecutionServices(
            affiliate.Name,
            affiliate.Objects,
            affiliate.Runner,
            affiliate.Signer,
            affiliate.Encryption.PublicKey,
            context.Options.Chain.AddressPrefix == AccountAddress.MainNetPrefix,
            affiliate.Executions,
            affiliate.Index),
        affiliate.Library,
        chain().AccountOf(affiliate).ToString(),
        new RequestIdentity(new TableRequestKeys(context.Storage.Value.Tables), context.NewId));

    /// <summary>For publishing contracts.</summary>
    internal PublishingServices Publishing(AffiliateParts affiliate) => new()
    {
        Affiliate = affiliate.Name,
        Account = chain().AccountOf(affiliate),
        Objects = affiliate.Objects,
        Packages = new PackageReader(affiliate.Name, affiliate.Sandboxes, affiliate.Objects),
        IsTrusted = context.Options.Contracts.IsTrusted,
        Chain = chain().Specifications,
        Catalogue = affiliate.Catalogue,
        Submission = chain().SubmissionOf(affiliate),
    };
}
