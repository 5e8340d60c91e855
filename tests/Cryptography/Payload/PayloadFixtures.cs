using P8e.Cryptography.Payload;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests.Payload;

/// <summary>Keys and payloads that the tests of this folder share.</summary>
internal static class PayloadFixtures
{
    internal const int PieceBytes = LongPayload.PieceBytes;
    internal const int IvSeed = 21;
    internal const string StreamingMissing = "OpenSSL's libcrypto was not found: install it to test streaming.";

    internal static DataKey NewKey() => DataKey.Generate(new SeededRandom(20));

    internal static byte[] Content(int length)
    {
        var content = new byte[length];
        for (var i = 0; i < length; i++)
        {
            content[i] = PatternStream.ByteAt(i);
        }

        return content;
    }

    internal static byte[] Seal(DataKey key, byte[] content) => PayloadFrame.Seal(key, new SeededRandom(IvSeed), content);

    /// <summary>A payload with an IV of any legal length, as another program might write it.</summary>
    internal static byte[] SealWithIv(DataKey key, int ivBytes, byte[] content)
    {
        var iv = new SeededRandom(ivBytes).Next(ivBytes);
        var (body, tag) = (content.ToArray(), new byte[AesFrame.TagBytes]);
        using var gcm = GcmStream.Seal(key.Bytes, iv);
        gcm.Transform(body);
        gcm.FinishSealing(tag);
        return [0, 0, 0, (byte)ivBytes, .. iv, .. body, .. tag];
    }

    internal static async Task<byte[]> ReadAllAsync(PayloadSealer sealer, int bufferBytes, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var buffer = new byte[bufferBytes];
        for (int read; (read = await sealer.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            output.Write(buffer, 0, read);
        }

        return output.ToArray();
    }
}
