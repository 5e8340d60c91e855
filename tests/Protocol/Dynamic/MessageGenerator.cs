using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using P8e.Protocol.Tests.Dynamic.Shapes;

namespace P8e.Protocol.Tests.Dynamic;

/// <summary>
/// Random serialized messages of a descriptor, repeatable by seed: either exactly as protobuf-java serializes, or noisy (any field order, repeated
/// singular fields, long varints, either form of a list), which parsers must accept all the same.
/// </summary>
internal sealed class MessageGenerator(int seed, bool noisy, bool knownEnums = false)
{
    private static readonly string[] Texts = ["", "a", "ünï", "💶 & <b>\"\\", "line\nbreak", new string('x', 130)];
    private static readonly string LongText = new('y', 20_000);
    private static readonly ulong[] Varints = [0, 1, 5, 127, 128, int.MaxValue, uint.MaxValue, long.MaxValue, ulong.MaxValue, unchecked((ulong)int.MinValue), 1UL << 63];
    private static readonly double[] Doubles = [0, -0.0, 1, 0.1, -2.5e-300, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private readonly Random random = new(seed);

    internal byte[] Make(MessageDescriptor type, int depth = 0)
    {
        var fields = type.Fields.InFieldNumberOrder().Where(field => random.Next(depth == 0 ? 3 : 8) == 0).ToList();
        if (!noisy)
        {
            // A oneof keeps one member.
            fields = [.. fields.Where(field => field.RealContainingOneof is null || field == fields.First(other => other.RealContainingOneof == field.RealContainingOneof))];
        }
        else
        {
            fields = [.. fields, .. fields.Where(field => MayRepeat(field) && random.Next(3) == 0)];
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields));
        }

        using var stream = new MemoryStream();
        fields.ForEach(field => stream.Write(Field(field, depth)));
        return stream.ToArray();
    }

    // Merging two Any mixes one's type with the other's content, which has no JSON form.
    private static bool MayRepeat(FieldDescriptor field) => field.FieldType != FieldType.Message || !IsOf(field.MessageType, "any");

    private static bool IsOf(MessageDescriptor type, string file) => type.File.Name == $"google/protobuf/{file}.proto";

    private byte[] Field(FieldDescriptor field, int depth)
    {
        if (field.FieldType == FieldType.Message && depth > 3)
        {
            return [];
        }

        if (field.IsMap)
        {
            return Map(field, depth);
        }

        if (field.IsRepeated)
        {
            var values = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Value(field, depth)).ToList();
            var packable = field.FieldType is not (FieldType.String or FieldType.Bytes or FieldType.Message);
            return packable && (noisy ? random.Next(2) == 0 : field.IsPacked)
                ? Encode(field.FieldNumber, WireFormat.WireType.LengthDelimited, Prefixed([.. values.SelectMany(value => value)]))
                : [.. values.SelectMany(value => Encode(field.FieldNumber, TypeOf(field), value))];
        }

        var single = Value(field, depth);
        var isDefault = field.FieldType != FieldType.Message && single.All(part => (noisy ? part & 0x7F : part) == 0);

        // Google.Protobuf does not take an explicit default out of a wrapper when it merges; protobuf-java does.
        return isDefault && !field.HasPresence && (!noisy || IsOf(field.ContainingType, "wrappers")) ? [] : Encode(field.FieldNumber, TypeOf(field), single);
    }

    private byte[] Map(FieldDescriptor field, int depth)
    {
        var (key, value) = (field.MessageType.Fields[1], field.MessageType.Fields[2]);
        var keys = new HashSet<string>();
        var entries = new List<byte>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var keyBytes = EntryPart(key, depth);
            if (keys.Add(Convert.ToHexString(keyBytes)) || noisy)
            {
                byte[] entry = [.. Encode(1, TypeOf(key), keyBytes), .. Encode(2, TypeOf(value), EntryPart(value, depth))];
                entries.AddRange(Encode(field.FieldNumber, WireFormat.WireType.LengthDelimited, Prefixed(entry)));
            }
        }

        return [.. entries];
    }

    // Google.Protobuf leaves default keys and values out of map entries, protobuf-java never does: noisy messages have none.
    private byte[] EntryPart(FieldDescriptor field, int depth)
    {
        var part = Value(field, depth);
        while (noisy && field.FieldType != FieldType.Message && part.All(value => (value & 0x7F) == 0))
        {
            part = Value(field, depth);
        }

        return part;
    }

    // The value's bytes without tag; text, bytes and messages with their length.
    private byte[] Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Double => BitConverter.GetBytes(Double()),
        FieldType.Float => BitConverter.GetBytes(Single()),
        FieldType.Fixed32 or FieldType.SFixed32 => BitConverter.GetBytes((uint)Bits()),
        FieldType.Fixed64 or FieldType.SFixed64 => BitConverter.GetBytes(Bits()),
        FieldType.String => Prefixed(Encoding.UTF8.GetBytes(random.Next(50) == 0 ? LongText : Texts[random.Next(Texts.Length)])),
        FieldType.Bytes => Prefixed([.. Enumerable.Range(0, random.Next(5)).Select(_ => (byte)random.Next(256))]),
        FieldType.Message => Prefixed(WellKnown(field.MessageType) ?? Make(field.MessageType, depth + 1)),
        FieldType.Bool => Varint((ulong)random.Next(2)),
        FieldType.Enum when field.EnumType.FullName == "google.protobuf.NullValue" => Varint(0),
        FieldType.Enum when knownEnums => Varint((ulong)field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number),
        FieldType.Enum => Varint((ulong)(int)Bits()),
        FieldType.Int32 => Varint((ulong)(int)Bits()),
        FieldType.UInt32 or FieldType.SInt32 => Varint((uint)Bits()),
        _ => Varint(Bits()),
    };

    // Those with a JSON form hold what that form can show.
    private byte[]? WellKnown(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = random.NextInt64(-62_135_596_800, 253_402_300_800), Nanos = Nanos() }.ToByteArray(),
        "google.protobuf.Duration" => new Google.Protobuf.WellKnownTypes.Duration { Seconds = random.NextInt64(0, 315_576_000_000), Nanos = Nanos() }.ToByteArray(),
        "google.protobuf.FieldMask" => new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "a_b.c", "d" } }.ToByteArray(),
        "google.protobuf.Struct" => Struct().ToByteArray(),
        "google.protobuf.Value" => Google.Protobuf.WellKnownTypes.Value.ForStruct(Struct()).ToByteArray(),
        "google.protobuf.ListValue" => new Google.Protobuf.WellKnownTypes.ListValue { Values = { Google.Protobuf.WellKnownTypes.Value.ForNull() } }.ToByteArray(),
        "google.protobuf.Any" => random.Next(2) == 0
            ? Google.Protobuf.WellKnownTypes.Any.Pack(new Leaf { Text = "t" }, "p8e").ToByteArray()
            : Google.Protobuf.WellKnownTypes.Any.Pack(new Google.Protobuf.WellKnownTypes.Int64Value { Value = random.Next(2) }).ToByteArray(),
        _ => null,
    };

    private Google.Protobuf.WellKnownTypes.Struct Struct() => new()
    {
        Fields =
        {
            ["z"] = Google.Protobuf.WellKnownTypes.Value.ForNumber(random.Next(3) - 0.5),
            ["a"] = Google.Protobuf.WellKnownTypes.Value.ForList(Google.Protobuf.WellKnownTypes.Value.ForBool(false), Google.Protobuf.WellKnownTypes.Value.ForString("")),
        },
    };

    private int Nanos() => random.Next(4) switch { 0 => 0, 1 => 500_000_000, 2 => 12_000, _ => random.Next(1_000_000_000) };

    // Google.Protobuf drops -0.0 where protobuf-java keeps it, so noisy messages, which are compared with it, have none.
    private double Double() => Doubles[random.Next(Doubles.Length)] is var value && noisy && value == 0 ? 0.0 : value;

    private float Single() => (float)Double() is var value && noisy && value == 0 ? 0.0f : value;

    private ulong Bits() => random.Next(3) == 0 ? (ulong)random.NextInt64() : Varints[random.Next(Varints.Length)];

    private byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        // A longer form than needed says the same to every parser.
        return noisy && bytes.Count < 8 && random.Next(4) == 0 ? [.. bytes, (byte)(value | 0x80), 0] : [.. bytes, (byte)value];
    }

    private byte[] Prefixed(byte[] content) => [.. Varint((ulong)content.Length), .. content];

    private byte[] Encode(int number, WireFormat.WireType type, byte[] value) => [.. Varint(WireFormat.MakeTag(number, type)), .. value];

    private static WireFormat.WireType TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireFormat.WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireFormat.WireType.Fixed32,
        FieldType.String or FieldType.Bytes or FieldType.Message => WireFormat.WireType.LengthDelimited,
        _ => WireFormat.WireType.Varint,
    };
}
