using P8e.Chain.Node;
using P8e.Execution.Catalogue;
using P8e.Execution.Ports;
using P8e.Execution.Publishing;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows;

/// <summary>What the activities of <c>PublishContract</c> need.</summary>
public sealed record PublishingServices
{
    /// <summary>Who publishes.</summary>
    public required AffiliateName Affiliate { get; init; }

    /// <summary>Owner of what is written, and signer.</summary>
    public required AccountAddress Account { get; init; }

    /// <summary>The affiliate's sealed objects.</summary>
    public required IExecutionObjects Objects { get; init; }

    /// <summary>Reads packages.</summary>
    public required PackageReader Packages { get; init; }

    /// <summary>Whether the operator has marked a contract package.</summary>
    public required Func<ObjectHash, bool> IsTrusted { get; init; }

    /// <summary>What the chain has.</summary>
    public required ISpecificationQueries Chain { get; init; }

    /// <summary>Where contracts are found by name.</summary>
    public required IContractCatalogue Catalogue { get; init; }

    /// <summary>Where transactions are queued.</summary>
    public required SubmissionServices Submission { get; init; }
}
