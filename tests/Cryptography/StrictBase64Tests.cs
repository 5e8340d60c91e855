using FsCheck;
using FsCheck.Fluent;
using P8e.Cryptography.Tests.Support;

namespace P8e.Cryptography.Tests;

public sealed class StrictBase64Tests
{
    [Fact]
    public void TryDecode_AnyBytes_ReadsItsOwnTextAndNoChangedOne() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte, int, byte>((length, position, value) =>
        {
            var bytes = new SeededRandom(position).Next(length % 80);
            var text = StrictBase64.EncodeToByteString(bytes).ToByteArray();
            var decoded = new byte[bytes.Length];
            if (!StrictBase64.TryDecode(text, decoded) || !decoded.AsSpan().SequenceEqual(bytes) || text.Length == 0)
            {
                return text.Length == 0;
            }

            var index = (position & int.MaxValue) % text.Length;
            var changed = text[index] != value;
            text[index] = value;
            return !StrictBase64.TryDecode(text, decoded) || !changed || !decoded.AsSpan().SequenceEqual(bytes);
        }));
}
