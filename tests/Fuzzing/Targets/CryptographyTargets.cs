using System.Text;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Signatures;
using P8e.Fuzzing.Tests.Engine;
using P8e.Ports;
using static P8e.Fuzzing.Tests.Targets.Fuzzed;

namespace P8e.Fuzzing.Tests.Targets;

/// <summary>Containers, keys and signatures.</summary>
internal static class CryptographyTargets
{
    private static readonly Party Reader = Party.Named("reader");

    internal static FuzzTarget[] All { get; } =
    [
        new("dime-header", () => Corpus.Bytes("dime.json", "object-store/put.json").Append(Container()), ReadHeader) { BytesPerByte = 128 },
        new("dime-header-in-pieces", () => Corpus.Bytes("dime.json").Append(Container()), ReadHeaderInPieces) { BytesPerByte = 256 },
        new("dime-json", () => Corpus.Bytes("dime/metadata.json").Concat(Corpus.Text("dime/signatures.json")), ReadJson) { BytesPerByte = 64 },
        new("dime-container", () => [Container()], Open) { BytesPerByte = 128 },
        new("dime-inline", () => Corpus.Bytes("dime.json").Append(Inline()), bytes => Done(InlineDime.OpenAsync(bytes, Reader.Agreement, CancellationToken.None)) is not null) { BytesPerByte = 128 },
        new("signature-der", () => Corpus.Bytes("curve/der.json"), ReadSignature),
        new("public-key", () => Corpus.Bytes("curve/points.json"), bytes => PublicKey.TryParse(bytes, out _)),
        new("public-key-pem", () => Corpus.Text("dime.json", "keys/p8e-sdk.json").Append(Encoding.ASCII.GetBytes(PublicKeyPem.Write(Reader.Key))), bytes => PublicKeyPem.TryRead(TextOf(bytes), out _)),
        new("key-text", () => Corpus.Text("keys/p8e-sdk.json").Append(Encoding.ASCII.GetBytes(KeyText.Write(Reader.Key))), ReadKeyText),
    ];

    private static byte[] Container()
    {
        var random = new SeededRandomSource(1);
        using var key = DataKey.Generate(random);
        var header = Header(key, random).WithSignature([1, 2, 3], Encoding.ASCII.GetBytes(PublicKeyPem.Write(Reader.Key)));
        return [.. header.ToBytes(), .. PayloadFrame.Seal(key, random, "a content"u8)];
    }

    private static byte[] Inline()
    {
        var random = new SeededRandomSource(1);
        using var key = DataKey.Generate(random);
        var message = Header(key, random).Wire;
        message.Payload.Clear();
        message.Payload.Add(new Protocol.Wire.ScopeEncryption.Payload { CipherText = Google.Protobuf.ByteString.CopyFrom(PayloadFrame.Seal(key, random, "a content"u8)) });
        return Google.Protobuf.MessageExtensions.ToByteArray(message);
    }

    private static DimeHeader Header(DataKey key, SeededRandomSource random) => new DimeSealer(random, new ManualTimeProvider()).Seal(
        key, new DimeSealRequest { Owner = Reader.Key, Readers = [Party.Named("other").Key], Signer = Reader.Key, Metadata = [new("P8EAPI::TYPE", "FRAGMENT_REQUEST")] });

    private static bool ReadHeader(byte[] bytes)
    {
        var header = DimeHeader.Parse(bytes);
        Require(header.Length <= bytes.Length && bytes.AsSpan(0, header.Length).SequenceEqual(header.ToBytes()), "The header is not the bytes that it was read from.");
        _ = header.FindReader(Reader.Key);
        _ = header.ReadSignature();
        return true;
    }

    /// <summary>In the pieces that the parser asks for: each time further, and to the same end.</summary>
    private static bool ReadHeaderInPieces(byte[] bytes)
    {
        var known = 0;
        DimeHeader? header;
        while (!DimeHeader.TryParse(bytes.AsSpan(0, known), DimeLimits.Default, out header, out var wanted))
        {
            Require(wanted > known, "The parser asks for what it has.");
            if (wanted > bytes.Length)
            {
                return false;
            }

            known = wanted;
        }

        Require(header!.Length == DimeHeader.Parse(bytes).Length, "Pieces and the whole give different headers.");
        return true;
    }

    private static bool ReadJson(byte[] bytes) => DimeJson.TryReadMetadata(bytes, out _) | DimeJson.TryReadSignature(bytes, out _);

    private static bool Open(byte[] bytes)
    {
        var header = DimeHeader.Parse(bytes);
        using var key = Done(new DimeOpener().UnwrapAsync(header, Reader.Agreement, CancellationToken.None));
        return PayloadFrame.Open(key, bytes.AsSpan(header.Length)).Length >= 0;
    }

    private static bool ReadSignature(byte[] bytes)
    {
        if (!EcdsaSignature.TryFromDer(bytes, out var signature))
        {
            return false;
        }

        Require(signature.ToDer().AsSpan().SequenceEqual(bytes), "A signature was taken in a form that is not the one it is written in.");
        return true;
    }

    private static bool ReadKeyText(byte[] bytes)
    {
        var text = TextOf(bytes);
        if (text.Length > 100)
        {
            return KeyText.ReadPublic(text) is not null;
        }

        using var key = KeyText.ReadPrivate(text);
        return key is not null;
    }
}
