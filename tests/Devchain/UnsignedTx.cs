using Google.Protobuf;
using P8e.Protocol;
using P8e.Protocol.Wire.Cosmos.Tx;
using P8e.Protocol.Wire.Cosmos.TxSigning;

namespace P8e.Devchain.Tests;

/// <summary>A transaction as clients send it to be simulated: everything but a fee and a signature.</summary>
internal static class UnsignedTx
{
    internal static byte[] Of(params IEnumerable<IMessage> messages)
    {
        var body = new TxBody { Messages = { messages.Select(message => ChainMessage.From(message).ToAny()) } };
        var auth = new AuthInfo
        {
            SignerInfos = { new SignerInfo { ModeInfo = new ModeInfo { Single = new ModeInfo.Types.Single { Mode = SignMode.Direct } } } },
            Fee = new Fee(),
        };
        return new TxRaw { BodyBytes = body.ToByteString(), AuthInfoBytes = auth.ToByteString(), Signatures = { ByteString.Empty } }.ToByteArray();
    }
}
