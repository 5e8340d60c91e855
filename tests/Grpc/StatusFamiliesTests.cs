using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests;

public sealed class StatusFamiliesTests
{
    [Theory]
    [InlineData(GrpcStatusCode.Cancelled, "transient")]
    [InlineData(GrpcStatusCode.Unknown, "Conflict")]
    [InlineData(GrpcStatusCode.InvalidArgument, "input")]
    [InlineData(GrpcStatusCode.DeadlineExceeded, "transient")]
    [InlineData(GrpcStatusCode.NotFound, "NotFound")]
    [InlineData(GrpcStatusCode.AlreadyExists, "Conflict")]
    [InlineData(GrpcStatusCode.PermissionDenied, "NotPermitted")]
    [InlineData(GrpcStatusCode.ResourceExhausted, "transient")]
    [InlineData(GrpcStatusCode.FailedPrecondition, "Conflict")]
    [InlineData(GrpcStatusCode.Aborted, "Conflict")]
    [InlineData(GrpcStatusCode.OutOfRange, "input")]
    [InlineData(GrpcStatusCode.Unimplemented, "Conflict")]
    [InlineData(GrpcStatusCode.Internal, "Conflict")]
    [InlineData(GrpcStatusCode.Unavailable, "transient")]
    [InlineData(GrpcStatusCode.DataLoss, "Conflict")]
    [InlineData(GrpcStatusCode.Unauthenticated, "NotPermitted")]
    public void ToException_OfAPeersStatus_IsItsFamilyAndKeepsIt(GrpcStatusCode code, string family)
    {
        var status = new GrpcStatus(code, "why");
        var error = StatusFamilies.ToException(new GrpcStatusException(status), "Calling");
        Assert.Equal(family, error switch { P8eInputException => "input", P8eStateException state => state.Kind.ToString(), _ => "transient" });
        Assert.Equal(status, GrpcStatus.Of(error));
    }

    [Fact]
    public void ToException_OfALimitOfOurs_IsNotTransient()
    {
        var error = StatusFamilies.ToException(new GrpcStatusException(GrpcStatusCode.ResourceExhausted, "large", GrpcFault.Limit), "Calling");
        Assert.Equal(ErrorCodes.LimitExceeded, Assert.IsType<P8eInputException>(error).Code);
    }

    [Fact]
    public void Of_AnErrorOfAnotherRoom_IsNull() => Assert.Null(GrpcStatus.Of(new P8eInputException(ErrorCodes.HashInvalid, "Reading.")));
}
