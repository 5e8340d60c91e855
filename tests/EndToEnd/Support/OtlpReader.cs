using Google.Protobuf;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>Reads what it needs of OTLP's protobuf messages, by field numbers.</summary>
internal static class OtlpReader
{
    /// <summary>ExportTraceServiceRequest: resource_spans 1, scope_spans 2, spans 2.</summary>
    internal static IEnumerable<OtlpSpan> Spans(byte[] request) => Below([ByteString.CopyFrom(request)], 1, 2, 2).Select(Span);

    /// <summary>ExportMetricsServiceRequest: resource_metrics 1, scope_metrics 2, metrics 2, name 1.</summary>
    internal static IEnumerable<string> MetricNames(byte[] request) => Below([ByteString.CopyFrom(request)], 1, 2, 2, 1).Select(name => name.ToStringUtf8());

    private static OtlpSpan Span(ByteString span)
    {
        var fields = Fields(span).ToLookup(field => field.Number, field => field.Value);
        var attributes = fields[9].Select(attribute => Fields(attribute).ToLookup(field => field.Number, field => field.Value));
        return new OtlpSpan(
            Hex(fields[1].Single()),
            Hex(fields[2].Single()),
            Hex(fields[4].SingleOrDefault() ?? ByteString.Empty),
            fields[5].Single().ToStringUtf8(),
            attributes.ToDictionary(attribute => attribute[1].Single().ToStringUtf8(), attribute => Text(attribute[2].Single())));
    }

    /// <summary>AnyValue: string_value 1; numbers are of no interest here.</summary>
    private static string Text(ByteString value) => Fields(value).Where(field => field.Number == 1).Select(field => field.Value.ToStringUtf8()).SingleOrDefault() ?? string.Empty;

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    private static IEnumerable<ByteString> Below(IEnumerable<ByteString> messages, params int[] path) =>
        path.Aggregate(messages, (found, number) => found.SelectMany(message => Fields(message).Where(field => field.Number == number).Select(field => field.Value)));

    /// <summary>The fields that have a length.</summary>
    private static List<(int Number, ByteString Value)> Fields(ByteString message)
    {
        var (input, fields) = (message.CreateCodedInput(), new List<(int, ByteString)>());
        while (input.ReadTag() is > 0 and var tag)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes()));
            }
            else
            {
                input.SkipLastField();
            }
        }

        return fields;
    }
}
