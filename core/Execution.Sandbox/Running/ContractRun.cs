using System.Reflection;
using Google.Protobuf;
using P8e.Contracts;
using P8e.Execution.Sandbox.Reading;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox.Running;

/// <summary>One run: constructs the contract and calls its functions in the order asked for, until one throws (p8e-sdk 5.2, 5.3).</summary>
internal sealed class ContractRun
{
    private readonly ContractShape _shape;
    private readonly Dictionary<string, NamedValue> _records;
    private readonly Dictionary<string, IMessage> _parsed = new(StringComparer.Ordinal);

    private ContractRun(ContractShape shape, RunRequest request)
    {
        _shape = shape;
        _records = ByName(request.Records);
    }

    public static IReadOnlyList<FunctionOutcome> Execute(ContractShape shape, RunRequest request)
    {
        var run = new ContractRun(shape, request);
        // Every name is checked before anything runs: a run is done as a whole or refused as a whole.
        var functions = request.Functions.Select(call => run.Find(call.Function)).ToArray();
        var contract = run.Construct(out var thrown);
        if (contract is null)
        {
            return [new FunctionOutcome(OutcomeKind.ConstructorThrew, string.Empty, string.Empty, ReadOnlyMemory<byte>.Empty, thrown)];
        }

        contract.Begin(new ContractContext(request.Now));

        var outcomes = new List<FunctionOutcome>(functions.Length);
        for (var i = 0; i < functions.Length && outcomes.LastOrDefault()?.Kind != OutcomeKind.Failed; i++)
        {
            outcomes.Add(run.Call(contract, functions[i], ByName(request.Functions[i].Inputs)));
        }

        return outcomes;
    }

    private static Dictionary<string, NamedValue> ByName(IReadOnlyList<NamedValue> values)
    {
        var named = new Dictionary<string, NamedValue>(values.Count, StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (!named.TryAdd(value.Name, value))
            {
                throw new SandboxFault(FailureKind.ValueInvalid, $"Two values are called '{value.Name}'.");
            }
        }

        return named;
    }

    private FunctionShape Find(string name) => _shape.Functions.FirstOrDefault(function => function.Name == name)
        ?? throw new SandboxFault(FailureKind.NotFound, $"The contract {_shape.ClassName} has no function {name}.");

    /// <summary>Null when the constructor threw; what it says may quote the records that it was given.</summary>
    private P8eContract? Construct(out string thrown)
    {
        thrown = string.Empty;
        var arguments = _shape.Records.Select(Argument).ToArray();
        try
        {
            return (P8eContract)_shape.Constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        }
        catch (Exception e) when (ThrownFault.IsOfTheContract(e))
        {
            thrown = ErrorText.Of(e);
            return null;
        }
    }

    private object? Argument(RecordParameter parameter)
    {
        if (!_records.TryGetValue(parameter.Name, out var value))
        {
            return parameter.IsOptional ? null : throw Unconstructed($"the scope has no record '{parameter.Name}', which its constructor takes");
        }

        if (parameter.IsList)
        {
            throw Unconstructed($"its parameter '{parameter.Name}' is a list; a scope has one record of a name, so lists are never filled");
        }

        if (value.MessageType != parameter.Type.Name)
        {
            throw Unconstructed($"argument type mismatch: record '{parameter.Name}' is a {value.MessageType}, its constructor takes a {parameter.Type.Name}");
        }

        return _parsed[parameter.Name] = Parse(parameter.Type, value);
    }

    private SandboxFault Unconstructed(string why) =>
        new(FailureKind.ConstructionFailed, $"The contract {_shape.ClassName} could not be constructed: {why}");

    private FunctionOutcome Call(P8eContract contract, FunctionShape function, Dictionary<string, NamedValue> inputs)
    {
        var arguments = new object[function.Parameters.Count];
        if (_records.ContainsKey(function.SkippedByRecord) || !TryBind(function, inputs, arguments))
        {
            return Ended(function, OutcomeKind.Skipped);
        }

        object? returned;
        try
        {
            returned = function.Method.Invoke(contract, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        }
        catch (Exception e) when (ThrownFault.IsOfTheContract(e))
        {
            return Ended(function, OutcomeKind.Failed) with { Error = ErrorText.Of(e) };
        }

        // Outside: what fails here is not the contract, and a failure of a contract is signed.
        return returned is IMessage result
            ? Ended(function, OutcomeKind.Passed) with { MessageType = result.Descriptor.FullName, Value = result.ToByteArray() }
            : throw NoResult(function);
    }

    private bool TryBind(FunctionShape function, Dictionary<string, NamedValue> inputs, object[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = function.Parameters[i];
            if (!(parameter.IsRecord ? _records : inputs).TryGetValue(parameter.Name, out var value) || value.MessageType != parameter.Type.Name)
            {
                return false;
            }

            // A record is the very object that the constructor got, as on the JVM; an input is read anew for every function.
            arguments[i] = parameter.IsRecord && _parsed.TryGetValue(parameter.Name, out var record) ? record : Parse(parameter.Type, value);
        }

        return true;
    }

    private static IMessage Parse(MessageType type, NamedValue value)
    {
        try
        {
            return type.Parse(value.Value);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SandboxFault(FailureKind.ValueInvalid, $"The bytes of '{value.Name}' are no {type.Name}.", e);
        }
    }

    private static FunctionOutcome Ended(FunctionShape function, OutcomeKind kind) =>
        new(kind, function.RecordName, function.Result.Name, ReadOnlyMemory<byte>.Empty, string.Empty);

    private SandboxFault NoResult(FunctionShape function) => new(
        FailureKind.NoResult,
        "Invoked function returned null instead of type com.google.protobuf.Message\n"
        + $"[class: {_shape.ClassName}]\n[invoked function: {function.Name}]");
}
