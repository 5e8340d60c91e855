using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Chain.Node;

/// <summary>Specifications of a node over gRPC. Safe for use by several threads; calls have a deadline and are made once.</summary>
public sealed class GrpcSpecifications : ISpecificationQueries
{
    private static readonly ServiceDescriptor Service = QueryReflection.Descriptor.Services[0];

    private static readonly GrpcMethod<ContractSpecificationRequest, ContractSpecificationResponse> ContractQuery = new(Service.FindMethodByName("ContractSpecification"));

    private static readonly GrpcMethod<ScopeSpecificationRequest, ScopeSpecificationResponse> ScopeQuery = new(Service.FindMethodByName("ScopeSpecification"));

    private readonly GrpcChannel _channel;
    private readonly GrpcCallOptions _options;

    /// <summary>Makes a client of a node.</summary>
    /// <param name="channel">To the node; its owner disposes it.</param>
    /// <param name="callTimeout">How long one call may take; 1 s to 5 min.</param>
    public GrpcSpecifications(GrpcChannel channel, TimeSpan callTimeout)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentOutOfRangeException.ThrowIfLessThan(callTimeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(callTimeout, TimeSpan.FromMinutes(5));
        _channel = channel;
        _options = new GrpcCallOptions { Timeout = callTimeout };
    }

    /// <inheritdoc/>
    public async Task<ChainSpecification?> FindContractSpecificationAsync(MetadataAddress address, CancellationToken cancellationToken)
    {
        var request = new ContractSpecificationRequest { SpecificationId = Text(address, MetadataKind.ContractSpecification), IncludeRecordSpecs = true, ExcludeIdInfo = true };
        var answer = await FindAsync(ContractQuery, request, cancellationToken).ConfigureAwait(false);
        return answer?.ContractSpecification?.Specification is { } found
            ? new ChainSpecification([.. found.OwnerAddresses], Addresses(answer.RecordSpecifications.Select(record => record.Specification?.SpecificationId)))
            : null;
    }

    /// <inheritdoc/>
    public async Task<ChainSpecification?> FindScopeSpecificationAsync(MetadataAddress address, CancellationToken cancellationToken)
    {
        var request = new ScopeSpecificationRequest { SpecificationId = Text(address, MetadataKind.ScopeSpecification), ExcludeIdInfo = true };
        var answer = await FindAsync(ScopeQuery, request, cancellationToken).ConfigureAwait(false);
        return answer?.ScopeSpecification?.Specification is { } found ? new ChainSpecification([.. found.OwnerAddresses], Addresses(found.ContractSpecIds)) : null;
    }

    // What is not there is an answer without a specification (provenance-chain 6.3); other versions may say NOT_FOUND.
    private async Task<TResponse?> FindAsync<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> query, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await _channel.UnaryAsync(query, request, _options, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eStateException error) when (GrpcStatus.Of(error)?.Code == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string Text(MetadataAddress address, MetadataKind kind)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfNotEqual(address.Kind, kind, nameof(address));
        return address.ToString();
    }

    private static MetadataAddress[] Addresses(IEnumerable<ByteString?> parts)
    {
        try
        {
            return [.. parts.Select(part => MetadataAddress.FromBytes(part is null ? [] : part.Span))];
        }
        catch (P8eInputException error)
        {
            throw new P8eTransientException(
                ErrorCodes.ChainNodeUnavailable, "Asking the node for a specification: its answer names something that is no address. Try again, or ask another node.", innerException: error);
        }
    }
}
