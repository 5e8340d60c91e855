using System.Buffers;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Wire;

/// <summary>Messages to bytes and back: a byte says which message, its parts follow in the order of its record.</summary>
internal static class WireCodec
{
    private const byte Load = 1;
    private const byte Loaded = 2;
    private const byte Describe = 3;
    private const byte Described = 4;
    private const byte Run = 5;
    private const byte Ran = 6;
    private const byte Failure = 7;

    public static void Encode(WireMessage message, IBufferWriter<byte> output)
    {
        var writer = new WireWriter(output);
        switch (message)
        {
            case LoadRequest load:
                writer.Byte(Load);
                writer.Bytes(load.Contracts);
                writer.Bytes(load.Records);
                break;
            case LoadedReply:
                writer.Byte(Loaded);
                break;
            case DescribeRequest:
                writer.Byte(Describe);
                break;
            case DescribedReply described:
                writer.Byte(Described);
                DescriptionCodec.Write(writer, described.Package);
                break;
            case RunRequest run:
                writer.Byte(Run);
                WriteRun(writer, run);
                break;
            case RanReply ran:
                writer.Byte(Ran);
                writer.List(ran.Outcomes, WriteOutcome);
                break;
            case FailureReply failure:
                writer.Byte(Failure);
                writer.Byte((byte)failure.Kind);
                writer.Text(failure.Text);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} is no message of the pipe.", nameof(message));
        }
    }

    public static WireMessage Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes);
        WireMessage message = reader.Byte() switch
        {
            Load => new LoadRequest(reader.Bytes(), reader.Bytes()),
            Loaded => new LoadedReply(),
            Describe => new DescribeRequest(),
            Described => new DescribedReply(DescriptionCodec.Read(reader)),
            Run => ReadRun(reader),
            Ran => new RanReply(reader.List(ReadOutcome)),
            Failure => new FailureReply(ReadFailureKind(reader), reader.Text()),
            var kind => throw new WireException($"A message is of the unknown kind {kind}."),
        };
        reader.End();
        return message;
    }

    private static void WriteRun(WireWriter writer, RunRequest run)
    {
        writer.Text(run.ContractClass);
        writer.Long(run.Now.UtcTicks);
        writer.List(run.Records, WriteValue);
        writer.List(run.Functions, (w, call) =>
        {
            w.Text(call.Function);
            w.List(call.Inputs, WriteValue);
        });
    }

    private static RunRequest ReadRun(WireReader reader) =>
        new(reader.Text(), ReadTime(reader), reader.List(ReadValue), reader.List(r => new FunctionCall(r.Text(), r.List(ReadValue))));

    private static DateTimeOffset ReadTime(WireReader reader)
    {
        var ticks = reader.Long();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new WireException("A message holds a time outside the years 1 to 9999.");
    }

    private static void WriteValue(WireWriter writer, NamedValue value)
    {
        writer.Text(value.Name);
        writer.Text(value.MessageType);
        writer.Bytes(value.Value);
    }

    private static NamedValue ReadValue(WireReader reader) => new(reader.Text(), reader.Text(), reader.Bytes());

    private static void WriteOutcome(WireWriter writer, FunctionOutcome outcome)
    {
        writer.Byte((byte)outcome.Kind);
        writer.Text(outcome.RecordName);
        writer.Text(outcome.MessageType);
        writer.Bytes(outcome.Value);
        writer.Text(outcome.Error);
    }

    private static FunctionOutcome ReadOutcome(WireReader reader)
    {
        var kind = (OutcomeKind)reader.Byte();
        return kind is OutcomeKind.Passed or OutcomeKind.Skipped or OutcomeKind.Failed or OutcomeKind.ConstructorThrew
            ? new FunctionOutcome(kind, reader.Text(), reader.Text(), reader.Bytes(), reader.Text())
            : throw new WireException($"A message holds the unknown outcome {(int)kind}.");
    }

    private static FailureKind ReadFailureKind(WireReader reader)
    {
        var kind = (FailureKind)reader.Byte();
        return Enum.IsDefined(kind) && kind != FailureKind.None ? kind : throw new WireException($"A message holds the unknown failure {(int)kind}.");
    }
}
