using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Transactions;
using P8e.Devchain.Wire.Tx;
using P8e.Grpc;

namespace P8e.Devchain.Queries;

/// <summary>Transactions from bytes and to bytes.</summary>
internal static class TxCodingQueries
{
    internal static QueryService Service() => new QueryService(MoreReflection.Descriptor.Services[0])
        .On<TxDecodeRequest, TxDecodeResponse>("TxDecode", (request, context) =>
        {
            if (request.TxBytes.IsEmpty)
            {
                throw QueryException.Of(GrpcStatusCode.InvalidArgument, "invalid empty tx bytes");
            }

            try
            {
                _ = new TxDecoder(context.Settings.Registry).Decode(request.TxBytes.Span);
            }
            catch (ChainException fault)
            {
                // Whoever runs a transaction wraps the decoder's error once more; here nobody does.
                throw QueryException.Sdk(SdkError.TxDecode, fault.Message.Replace($": {SdkError.TxDecode.Description}", string.Empty, StringComparison.Ordinal));
            }

            return new TxDecodeResponse { Tx = TxAnswers.Decode(request.TxBytes.Memory) };
        })
        .On<TxEncodeRequest, TxEncodeResponse>("TxEncode", (request, _) => request.Tx is { } tx
            ? new TxEncodeResponse { TxBytes = tx.ToByteString() }
            : throw QueryException.Of(GrpcStatusCode.InvalidArgument, "invalid empty tx"));
}
