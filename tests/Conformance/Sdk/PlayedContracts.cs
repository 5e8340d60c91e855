using System.Globalization;
using Google.Protobuf;
using P8e.Conformance.Sdk.Played;
using P8e.Execution.Ports;

namespace P8e.Conformance.Sdk;

/// <summary>
/// Computes what the recorded contracts compute (<c>vectors/sdk/README.md</c>, Contracts), so that the engine can be judged without a sandbox. A
/// contract that is not played is refused.
/// </summary>
public sealed class PlayedContracts : IContractRunner
{
    private const string Package = "org.p8evec.contract.";
    private const string Records = "org.p8evec.proto.LoanRecords$";

    // Contracts whose every function returns its only input.
    private static readonly HashSet<string> Echoing = [.. new[]
    {
        "OneRecord", "BlobRecord", "JavaOrder", "FunctionOrder", "NestedNames", "OddNames", "ForeignInvoker", "ExtendsOneRecord", "RecordShapes",
        "ClashingInputTypes", "Printing", "DeclaredMessage", "TrioLoan", "OriginatorMemo",
    }.Select(name => Package + name)];

    private static readonly Dictionary<(string Class, string Function), Func<Call, ContractCallResult>> Functions = new()
    {
        [(Package + "RecordLoan", "borrower")] = Echo,
        [(Package + "RecordLoan", "documents")] = Echo,
        [(Package + "RecordLoan", "loan")] = Echo,
        [(Package + "RecordLoan", "summary")] = Summary,
        [(Package + "ServiceLoan", "loan")] = Echo,
        [(Package + "ServiceLoan", "terms")] = Terms,
        [(Package + "Failing", "alpha")] = Echo,
        [(Package + "Failing", "boom")] = call => ContractCallResult.Threw($"refused: {Read(Note.Parser, call, "note").Text}"),
        [(Package + "Failing", "zeta")] = Echo,
        [(Package + "SameOutputTwice", "a")] = call => Append(call, " a"),
        [(Package + "SameOutputTwice", "b")] = call => Append(call, " b"),
        [(Package + "Clock", "clock")] = Clock,
        [(Package + "UpdateLoan", "addDocument")] = AddDocument,
        [(Package + "UpdateLoan", "applyPayment")] = ApplyPayment,
        [(Package + "Notes", "appendNote")] = AppendNote,
        [(Package + "Notes", "firstNote")] = call => call.Records.Any(record => record.Name == "notes") ? ContractCallResult.Skipped : Echo(call),
        [(Package + "RecordParameter", "memo")] = call => Text($"{Read(Note.Parser, call, "note").Text} for {ReadRecord(Loan.Parser, call, "loan").LoanNumber}"),
        [(Package + "RecordParameter", "number")] = call => Text(ReadRecord(Loan.Parser, call, "loan").LoanNumber),
        [(Package + "ReturnsNull", "nothing")] = _ => ContractCallResult.ReturnedNothing,
        [(Package + "ReturnsText", "text")] = _ => ContractCallResult.ReturnedNothing,
        [(Package + "ConstructorThrows", "memo")] = _ => ContractCallResult.ConstructorThrew("constructor refuses"),
        [("io.provenance.scope.examples.contract.SimpleExampleContract", "name")] = Example,
    };

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContractCallResult>> RunAsync(ContractRun request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<ContractCallResult> results = [];
        foreach (var call in request.Calls)
        {
            results.Add(Run(request, call));
            if (results[^1].Outcome is not (ContractCallOutcome.Returned or ContractCallOutcome.Skipped))
            {
                break;
            }
        }

        return Task.FromResult<IReadOnlyList<ContractCallResult>>(results);
    }

    private static ContractCallResult Run(ContractRun run, ContractCall called)
    {
        var call = new Call(run.Records, called.Inputs, run.Now);
        return Functions.TryGetValue((run.ClassName, called.Function), out var function) ? function(call)
            : Echoing.Contains(run.ClassName) ? Echo(call)
            : throw new NotComparableException($"the contract {run.ClassName} is not played here");
    }

    private static ContractCallResult Echo(Call call) => ContractCallResult.Returned(call.Inputs[0].ClassName, call.Inputs[0].Bytes);

    private static ContractCallResult Append(Call call, string text)
    {
        var note = Read(Note.Parser, call, "note");
        note.Text += text;
        return Returned("Note", note);
    }

    private static ContractCallResult Text(string text) => Returned("Note", new Note { Text = text });

    private static ContractCallResult Summary(Call call)
    {
        var principal = Read(Loan.Parser, call, "loan").Principal;
        var borrower = Read(Borrower.Parser, call, "borrower");
        return Returned("LoanSummary", new LoanSummary
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"{borrower.FirstName} {borrower.LastName} owes {principal.Units} {principal.Currency}"),
            StepCount = 1,
        });
    }

    private static ContractCallResult Terms(Call call)
    {
        var terms = Read(ServicingTerms.Parser, call, "terms");
        terms.Attributes.Add(new ServicingTerms.Types.Attribute { Key = "accepted", Value = "yes" });
        return Returned("ServicingTerms", terms);
    }

    /// <summary>As Java writes a time in UTC: no seconds where there are none.</summary>
    private static ContractCallResult Clock(Call call) => Returned("ClockReading", new ClockReading
    {
        Text = call.Now.ToString(call.Now.Second == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        EpochSeconds = call.Now.ToUnixTimeSeconds(),
    });

    private static ContractCallResult Example(Call call)
    {
        var name = Read(ExampleName.Parser, call, "name");
        name.FirstName += "-simple";
        name.LastName += "-example";
        return ContractCallResult.Returned(call.Inputs[0].ClassName, name.ToByteArray());
    }

    private static ContractCallResult AddDocument(Call call)
    {
        var documents = ReadRecord(DocumentList.Parser, call, "documents");
        documents.Documents.Add(ByteString.CopyFrom(call.Inputs.Single(value => value.Name == "document").Bytes.Span));
        return Returned("DocumentList", documents);
    }

    private static ContractCallResult AppendNote(Call call)
    {
        var notes = ReadRecord(NoteList.Parser, call, "notes");
        notes.Notes.Add(Read(Note.Parser, call, "note"));
        return Returned("NoteList", notes);
    }

    private static ContractCallResult ApplyPayment(Call call)
    {
        const int active = 1;
        const int paid = 2;
        var loan = ReadRecord(Loan.Parser, call, "loan");
        var amount = Read(Payment.Parser, call, "payment").Amount;
        var cents = (loan.Principal.Units * 100) + loan.Principal.Cents - (amount.Units * 100) - amount.Cents;
        (loan.Principal.Units, loan.Principal.Cents) = (cents / 100, (int)(cents % 100));
        loan.State = cents == 0 ? paid : active;
        return Returned("Loan", loan);
    }

    private static T ReadRecord<T>(MessageParser<T> parser, Call call, string record)
        where T : IMessage<T> => parser.ParseFrom((call.Records.SingleOrDefault(value => value.Name == record)?.Bytes ?? default).Span);

    private static T Read<T>(MessageParser<T> parser, Call call, string input)
        where T : IMessage<T> => parser.ParseFrom(call.Inputs.Single(value => value.Name == input).Bytes.Span);

    private static ContractCallResult Returned(string message, IMessage value) => ContractCallResult.Returned(Records + message, value.ToByteArray());

    /// <summary>What a function sees.</summary>
    private sealed record Call(IReadOnlyList<ContractValue> Records, IReadOnlyList<ContractValue> Inputs, DateTimeOffset Now);
}
