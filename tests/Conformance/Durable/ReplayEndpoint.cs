using P8e.Durable;

namespace P8e.Conformance.Durable;

/// <summary>Answers one orchestrator call: the bytes of a request in, those of a response out.</summary>
/// <param name="orchestrators">What may be called.</param>
/// <param name="policy">The case's choices.</param>
/// <param name="request">The request.</param>
/// <param name="cancellationToken">Breaks the call off.</param>
public delegate Task<byte[]> ReplayEndpoint(OrchestratorRegistry orchestrators, ReplayPolicy policy, byte[] request, CancellationToken cancellationToken);
