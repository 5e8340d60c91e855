using System.Buffers.Binary;
using System.Text;

namespace P8e.Fuzzing.Tests.Engine;

/// <summary>Makes inputs out of others: bits, numbers, lengths, blocks, ends, and halves of two. The same seed makes the same inputs.</summary>
internal sealed class Mutator(Random random)
{
    private const int LongestInput = 64 * 1024;
    private const int MostSteps = 5;
    private const int MostRepeats = 600;
    private const int LongestBlock = 64;

    private static readonly uint[] Numbers =
        [0, 1, 2, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 1023, 1024, 4095, 4096, 32767, 32768, 65535, 65536, 0xffffff, 0x1000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ":", ",", "\\u0000", "\\ud800", "\\udfff\\ud800", "null", "true", "-0", "1e999", "-1e-999", "9223372036854775808", "18446744073709551616", "1.5", "@type", "odata.type",
            "=", "==", "+", "/", "-", "_", "%", "%00", "%zz", "::", "//", "@", "\r\n", "\r\n\r\n", "--", "2026-13-40T99:99:99Z", "9999-12-31T23:59:60Z", "nhash", "tp1", "scope1",
            "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----", "DIME",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0x80, 0x80, 0x80, 0x80, 0x00], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xc0, 0x80], [0x0b], [0x0c], [0x30, 0x80], [0x30, 0x84],
    ];

    /// <summary>An input made of one, and perhaps of another.</summary>
    internal byte[] Mutate(byte[] seed, byte[] other)
    {
        var bytes = new List<byte>(seed);
        for (var steps = random.Next(1, MostSteps + 1); steps > 0; steps--)
        {
            Step(bytes, other);
            if (bytes.Count > LongestInput)
            {
                bytes.RemoveRange(LongestInput, bytes.Count - LongestInput);
            }
        }

        return [.. bytes];
    }

    private void Step(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] + (random.Next(2) == 0 ? 1 : -1));
                break;
            case 2:
                WriteNumber(bytes, at, Numbers[random.Next(Numbers.Length)]);
                break;
            case 3:
                ShiftNumber(bytes, at);
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, LongestBlock)));
                break;
            case 6:
                bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
            case 7:
                Repeat(bytes, at);
                break;
            case 8:
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(random.Next(other.Length + 1)));
                break;
            default:
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(1, LongestBlock))));
                break;
        }
    }

    private void WriteNumber(List<byte> bytes, int at, uint number)
    {
        Span<byte> written = stackalloc byte[sizeof(uint)];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(written, number);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(written, number);
        }

        var width = 1 << random.Next(3);
        var digits = written[^width..];
        for (var i = 0; i < width && at + i < bytes.Count; i++)
        {
            bytes[at + i] = digits[i];
        }
    }

    /// <summary>A length that is a little wrong, or a great deal.</summary>
    private void ShiftNumber(List<byte> bytes, int at)
    {
        if (at + sizeof(uint) > bytes.Count)
        {
            return;
        }

        Span<byte> written = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        var number = BinaryPrimitives.ReadUInt32BigEndian(written);
        var shifted = random.Next(4) switch { 0 => number + 1, 1 => number - 1, 2 => number * 2, _ => (uint)(bytes.Count - at - sizeof(uint)) };
        BinaryPrimitives.WriteUInt32BigEndian(written, shifted);
        for (var i = 0; i < sizeof(uint); i++)
        {
            bytes[at + i] = written[i];
        }
    }

    /// <summary>The same block many times: depth, counts, floods.</summary>
    private void Repeat(List<byte> bytes, int at)
    {
        var block = bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, LongestBlock)));
        for (var times = random.Next(1, random.Next(2, MostRepeats)); times > 0 && bytes.Count < LongestInput; times--)
        {
            bytes.InsertRange(at, block);
        }
    }
}
