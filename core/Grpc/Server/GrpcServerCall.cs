using Google.Protobuf.Reflection;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Server;

/// <summary>What a handler knows and says about its call beside the messages. Not for use after the handler has returned.</summary>
public sealed class GrpcServerCall
{
    private readonly HashSet<P8eException> _answers = new(ReferenceEqualityComparer.Instance);

    internal GrpcServerCall(MethodDescriptor method, GrpcMetadata requestHeaders, DateTimeOffset? deadline) =>
        (Method, RequestHeaders, DeadlineAt) = (method, requestHeaders, deadline);

    /// <summary>The method that was called.</summary>
    public MethodDescriptor Method { get; }

    /// <summary>Metadata of the request.</summary>
    public GrpcMetadata RequestHeaders { get; }

    /// <summary>When the caller gives up; null when it did not say. The handler's token is cancelled then.</summary>
    public DateTimeOffset? DeadlineAt { get; }

    /// <summary>Sent before the first message; later additions are lost. Not sent when the call fails before it.</summary>
    public GrpcMetadata ResponseHeaders { get; } = [];

    /// <summary>Sent with the status.</summary>
    public GrpcMetadata ResponseTrailers { get; } = [];

    /// <summary>
    /// Makes an error that, thrown by this call's handler, answers exactly this status. Other errors answer their family's status
    /// (README.md), so that the status of a call made by the handler never becomes the answer by accident.
    /// </summary>
    /// <param name="code">Any but <see cref="GrpcStatusCode.Ok"/>.</param>
    /// <param name="message">The text; goes to the caller as it is.</param>
    /// <returns>An error of the status's family.</returns>
    public P8eException Refusal(GrpcStatusCode code, string message)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)code, (int)GrpcStatusCode.Ok, nameof(code));
        ArgumentNullException.ThrowIfNull(message);
        return Refusal(new GrpcStatusException(new GrpcStatus(code, message)));
    }

    internal P8eException Refusal(GrpcStatusException status)
    {
        var error = StatusFamilies.ToException(status, $"Answering {Method.FullName}");
        _answers.Add(error);
        return error;
    }

    internal GrpcStatus StatusFor(P8eException error) =>
        _answers.Contains(error) && GrpcStatus.Of(error) is { } exact ? exact : StatusFamilies.ToStatus(error);
}
