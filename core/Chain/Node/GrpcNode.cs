using System.Globalization;
using Google.Protobuf;
using P8e.Chain.Fees;
using P8e.Chain.Scopes;
using P8e.Chain.Transactions;
using P8e.Grpc;
using P8e.Grpc.Client;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.Cosmos.Base;
using P8e.Protocol.Wire.Cosmos.Tendermint;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.FlatFees;
using P8e.Protocol.Wire.Metadata;
using P8e.Protocol.Wire.MsgFees;

namespace P8e.Chain.Node;

/// <summary>
/// A node over gRPC (provenance-chain 2.13, 4.8). Safe for use by several threads. Calls have a deadline and are made once: who asks runs again later, and what was sent may have
/// arrived.
/// </summary>
public sealed class GrpcNode : INodeQueries, INodeTransactions, IScopeQueries
{
    private static readonly GrpcMethod<GetNodeInfoRequest, GetNodeInfoResponse> NodeInfo =
        new(P8e.Protocol.Wire.Cosmos.Tendermint.QueryReflection.Descriptor.Services[0].FindMethodByName("GetNodeInfo"));

    private static readonly GrpcMethod<QueryAccountInfoRequest, QueryAccountInfoResponse> AccountInfo =
        new(P8e.Protocol.Wire.Cosmos.Auth.QueryReflection.Descriptor.Services[0].FindMethodByName("AccountInfo"));

    private static readonly GrpcMethod<QueryCalculateTxFeesRequest, QueryCalculateTxFeesResponse> FlatFees =
        new(P8e.Protocol.Wire.FlatFees.QueryReflection.Descriptor.Services[0].FindMethodByName("CalculateTxFees"));

    private static readonly GrpcMethod<CalculateTxFeesRequest, CalculateTxFeesResponse> GasFees =
        new(P8e.Protocol.Wire.MsgFees.QueryReflection.Descriptor.Services[0].FindMethodByName("CalculateTxFees"));

    private static readonly GrpcMethod<BroadcastTxRequest, BroadcastTxResponse> Broadcast =
        new(ServiceReflection.Descriptor.Services[0].FindMethodByName("BroadcastTx"));

    private static readonly GrpcMethod<ScopeRequest, ScopeResponse> Scope =
        new(P8e.Protocol.Wire.Metadata.QueryReflection.Descriptor.Services[0].FindMethodByName("Scope"));

    private const string HeightHeader = "x-cosmos-block-height";

    // In the status of a query at a height that the node has pruned (provenance-chain 6.4).
    private const string PrunedText = "failed to load state at height";

    // 1 is the node's word for "as it is" (provenance-chain 5.6.4): our own rule comes after it.
    private const float NoAdjustment = 1;

    private readonly GrpcChannel _channel;
    private readonly GrpcCallOptions _options;

    /// <summary>Makes a client of a node.</summary>
    /// <param name="channel">To the node; its owner disposes it.</param>
    /// <param name="callTimeout">How long one call may take; 1 s to 5 min.</param>
    public GrpcNode(GrpcChannel channel, TimeSpan callTimeout)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentOutOfRangeException.ThrowIfLessThan(callTimeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(callTimeout, TimeSpan.FromMinutes(5));
        _channel = channel;
        _options = new GrpcCallOptions { Timeout = callTimeout };
    }

    /// <inheritdoc cref="INodeQueries.ReadChainIdAsync"/>
    public async Task<string> ReadChainIdAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(NodeInfo, new GetNodeInfoRequest(), cancellationToken).ConfigureAwait(false);
        return answer.DefaultNodeInfo?.Network ?? throw Unexpected("which chain it is on");
    }

    /// <inheritdoc/>
    public async Task<ChainAccount?> FindAccountAsync(AccountAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            var answer = await CallAsync(AccountInfo, new QueryAccountInfoRequest { Address = address.ToString() }, cancellationToken).ConfigureAwait(false);
            return answer.Info is { } info ? new ChainAccount(info.AccountNumber, info.Sequence) : throw Unexpected("about an account");
        }
        catch (P8eStateException error) when (Status(error) == GrpcStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<FeeEstimate?> EstimateFlatFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var request = new QueryCalculateTxFeesRequest { TxBytes = UnsafeByteOperations.UnsafeWrap(transaction), GasAdjustment = NoAdjustment };
        var answer = await EstimateAsync(FlatFees, request, cancellationToken).ConfigureAwait(false);
        return answer is null ? null : new FeeEstimate(Coins(answer.TotalFees), [], answer.EstimatedGas);
    }

    /// <inheritdoc/>
    public async Task<FeeEstimate?> EstimateGasFeesAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var request = new CalculateTxFeesRequest
        {
            TxBytes = UnsafeByteOperations.UnsafeWrap(transaction), DefaultBaseDenom = ChainCoin.FeeDenomination, GasAdjustment = NoAdjustment,
        };
        var answer = await EstimateAsync(GasFees, request, cancellationToken).ConfigureAwait(false);
        return answer is null ? null : new FeeEstimate(Coins(answer.TotalFees), Coins(answer.AdditionalFees), answer.EstimatedGas);
    }

    /// <inheritdoc/>
    public async Task<BroadcastReply> BroadcastAsync(ReadOnlyMemory<byte> transaction, CancellationToken cancellationToken)
    {
        var request = new BroadcastTxRequest { TxBytes = UnsafeByteOperations.UnsafeWrap(transaction), Mode = BroadcastMode.Sync };
        try
        {
            var answer = await CallAsync(Broadcast, request, cancellationToken).ConfigureAwait(false);
            return answer.TxResponse is { } reply
                ? new BroadcastReply(reply.Code, reply.Codespace, reply.RawLog)
                : throw Unexpected("to a transaction");
        }
        catch (P8eException error) when (error is not P8eTransientException)
        {
            // The chain refuses with a code in its reply. An error of the call says nothing about the transaction, for example that the node's own node did not answer.
            throw new P8eTransientException(
                ErrorCodes.ChainNodeUnavailable, $"Sending a transaction: the node gave no answer to it: {NodeText.Shorten(error.Message)}", innerException: error);
        }
    }

    /// <inheritdoc/>
    public Task<ScopeReading> ReadScopeAsync(MetadataAddress scope, long height, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scope.Kind, MetadataKind.Scope, nameof(scope));
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return ReadScopeAsync(scope, height, isWhole: true, cancellationToken);
    }

    private static GrpcStatusCode? Status(P8eException error) => GrpcStatus.Of(error)?.Code;

    private static P8eTransientException Unexpected(string about) =>
        new(ErrorCodes.ChainNodeUnavailable, $"Asking the node: its answer {about} is incomplete. Try again, or ask another node.");

    private static ChainCoin[] Coins(IEnumerable<Coin> coins)
    {
        try
        {
            return [.. coins.Select(coin => ChainCoin.Parse(coin.Amount + coin.Denom))];
        }
        catch (P8eInputException)
        {
            throw Unexpected("about fees");
        }
    }

    // A node before v1.26 does not know one of the two services, a later one may drop the other.
    private async Task<TResponse?> EstimateAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await CallAsync(method, request, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eStateException error) when (GrpcStatus.Told(error)?.Code == GrpcStatusCode.Unimplemented)
        {
            return null;
        }
        catch (P8eException error) when (GrpcStatus.Told(error) is { Code: GrpcStatusCode.Unknown or GrpcStatusCode.InvalidArgument, Message.Length: > 0 } refusal)
        {
            throw SimulationFailure.From(refusal.Message);
        }
        catch (P8eException error) when (error is not P8eTransientException)
        {
            // A proxy's page, a stream without an end: the node has not judged the transaction, and a row must not fail for it.
            throw new P8eTransientException(
                ErrorCodes.ChainNodeUnavailable, $"Asking what a transaction costs: the node gave no answer to it: {NodeText.Shorten(error.Message)}", innerException: error);
        }
    }

    // A height of null reads the newest state. What can be had is had: a listener must not stop for one scope.
    private async Task<ScopeReading> ReadScopeAsync(MetadataAddress scope, long? height, bool isWhole, CancellationToken cancellationToken)
    {
        var request = new ScopeRequest { ScopeId = scope.ToString(), IncludeSessions = isWhole, IncludeRecords = isWhole };
        var options = height is null
            ? _options
            : new GrpcCallOptions { Timeout = _options.Timeout, Headers = new GrpcMetadata { { HeightHeader, height.Value.ToString(CultureInfo.InvariantCulture) } } };
        try
        {
            var answer = await _channel.UnaryAsync(Scope, request, options, cancellationToken).ConfigureAwait(false);
            return ScopeAnswer.Read(scope, answer, height is not null, isWhole) ?? throw Unexpected("about a scope");
        }
        catch (P8eException error) when (height is not null && GrpcStatus.Told(error)?.Message.Contains(PrunedText, StringComparison.Ordinal) == true)
        {
            return await ReadScopeAsync(scope, null, isWhole, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eInputException error) when (isWhole && error.Code == ErrorCodes.LimitExceeded)
        {
            return await ReadScopeAsync(scope, height, isWhole: false, cancellationToken).ConfigureAwait(false);
        }
        catch (P8eException error) when (error is not P8eTransientException)
        {
            // A block that the node has not executed yet, or no word of a node at all.
            throw new P8eTransientException(
                ErrorCodes.ChainNodeUnavailable, $"Reading a scope: the node gave no answer: {NodeText.Shorten(error.Message)}", innerException: error);
        }
    }

    private Task<TResponse> CallAsync<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => _channel.UnaryAsync(method, request, _options, cancellationToken);
}
