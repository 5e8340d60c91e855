using System.Diagnostics.CodeAnalysis;
using P8e.Contracts;
using P8e.Execution.Sandbox.Reading;
using P8e.Execution.Wire.Messages;
using P8e.SampleRecords;

namespace P8e.Execution.Sandbox.Tests.Reading;

/// <summary>Classes that break a rule of the authoring model (p8e-sdk 2.3, 2.4), and names made by default.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "Functions of contracts are instance methods.")]
public sealed class ContractReaderTests
{
    public static TheoryData<Type, string> Broken => new()
    {
        { typeof(NoBase), "must extend P8e.Contracts.P8eContract" },
        { typeof(NoScope), "Class requires a ScopeSpecification annotation" },
        { typeof(EmptyScope), "Class requires a ScopeSpecification annotation" },
        { typeof(TwoConstructors), "No constructor found, or more than one constructor identified" },
        { typeof(BareConstructor), "Constructor param(loan) is missing @Record annotation" },
        { typeof(TextList), "List<T> must have a type T that implements com.google.protobuf.Message" },
        { typeof(TextParameter), "Constructor param(text) must be a protobuf message" },
        { typeof(SameRecordTwice), "names the record 'loan' twice" },
        { typeof(BareParameter), "memo: No @Input or @Record Found for Param note" },
        { typeof(BothAnnotations), "must have only one of Record and Input" },
        { typeof(NoOutputName), "No @Record Found for Function" },
        { typeof(BlankName), "blank name" },
        { typeof(ReturnsText), "return type must implement com.google.protobuf.Message" },
        { typeof(ReturnsTask), "return type must implement com.google.protobuf.Message" },
        { typeof(HiddenFunction), "public instance method" },
        { typeof(InheritsHiddenFunction), "public instance method" },
        { typeof(SharedFunction), "public instance method" },
        { typeof(OverloadedNames), "two functions are called same" },
        { typeof(SameOutputTwice), "'note' is there twice" },
        { typeof(SameInputTwice), "'note' is there twice" },
        { typeof(UnknownRecord), "'loan', which is no parameter of the constructor" },
        { typeof(UnknownSkip), "'loan', which is no parameter of the constructor" },
        { typeof(NoParty), "0 is no party type" },
        { typeof(BadClassName), "is no JVM class name" },
        { typeof(BadFunctionName), "is no JVM method name" },
        { typeof(Generic<>), "must not be generic" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Read_OfABrokenClass_SaysWhichRule(Type type, string says)
    {
        Assert.True(ContractReader.IsContract(type));
        var fault = Assert.Throws<SandboxFault>(() => ContractReader.Read(type));
        Assert.Equal(FailureKind.ContractInvalid, fault.Kind);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAClassWithoutNames_MakesThem()
    {
        var contract = ContractReader.Read(typeof(Plain)).Describe();
        Assert.Equal("P8e.Execution.Sandbox.Tests.Reading.ContractReaderTests$Plain", contract.ClassName);
        Assert.Equal("addNote", Assert.Single(contract.Functions).Name);
    }

    [Theory]
    [InlineData(typeof(Ancestor))]
    [InlineData(typeof(ContractReaderTests))]
    public void IsContract_OfWhatCannotBeOne_IsFalse(Type type) => Assert.False(ContractReader.IsContract(type));

    [Participants(PartyType.Owner)]
    public sealed class NoBase;

    public sealed class NoScope : P8eContract;

    [ScopeSpecification]
    public sealed class EmptyScope : P8eContract;

    [ScopeSpecification("s")]
    public sealed class TwoConstructors : P8eContract
    {
        public TwoConstructors()
        {
        }

        internal TwoConstructors([Record("loan")] Loan loan) => _ = loan;
    }

    [ScopeSpecification("s")]
    public sealed class BareConstructor(Loan loan) : P8eContract
    {
        public Loan Loan => loan;
    }

    [ScopeSpecification("s")]
    public sealed class TextList([Record("texts")] IReadOnlyList<string> texts) : P8eContract
    {
        public IReadOnlyList<string> Texts => texts;
    }

    [ScopeSpecification("s")]
    public sealed class TextParameter([Record("text")] string text) : P8eContract
    {
        public string Text => text;
    }

    [ScopeSpecification("s")]
    public sealed class SameRecordTwice([Record("loan")] Loan one, [Record("loan")] Loan two) : P8eContract
    {
        public bool Same => one == two;
    }

    [ScopeSpecification("s")]
    public sealed class BareParameter : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("memo")]
        public Note Memo(Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class BothAnnotations : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("memo")]
        public Note Memo([Record("a")][Input("b")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class NoOutputName : P8eContract
    {
        [Function(PartyType.Owner)]
        public Note Memo([Input("note")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class BlankName : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("memo")]
        public Note Memo([Input(" ")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class ReturnsText : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("text")]
        public string Text([Input("note")] Note note) => note.Text;
    }

    [ScopeSpecification("s")]
    public sealed class ReturnsTask : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("note")]
        public Task<Note> Later([Input("note")] Note note) => Task.FromResult(note);
    }

    [ScopeSpecification("s")]
    public sealed class HiddenFunction : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("note")]
        internal Note Note([Input("note")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class InheritsHiddenFunction : Ancestor;

    [ScopeSpecification("s")]
    public sealed class SharedFunction : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("note")]
        public static Note Note([Input("note")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class OverloadedNames : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("one")]
        public Note Same([Input("note")] Note note) => note;

        [Function(PartyType.Owner)]
        [Record("two")]
        public Note Same([Input("note")] Note note, [Input("money")] Money money) => money.Units > 0 ? note : new Note();
    }

    [ScopeSpecification("s")]
    public sealed class SameOutputTwice : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("note")]
        public Note One([Input("note")] Note note) => note;

        [Function(PartyType.Owner)]
        [Record("note")]
        public Note Two([Input("note")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class SameInputTwice : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("memo")]
        public Note Memo([Input("note")] Note one, [Input("note")] Note two) => one.Equals(two) ? one : two;
    }

    [ScopeSpecification("s")]
    public sealed class UnknownRecord : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("memo")]
        public Loan Memo([Record("loan")] Loan loan) => loan;
    }

    [ScopeSpecification("s")]
    public sealed class UnknownSkip : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("memo")]
        [SkipIfRecordExists("loan")]
        public Note Memo([Input("note")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class NoParty : P8eContract
    {
        [Function(PartyType.None)]
        [Record("memo")]
        public Note Memo([Input("note")] Note note) => note;
    }

    [P8eContract("org..Odd")]
    [ScopeSpecification("s")]
    public sealed class BadClassName : P8eContract;

    [ScopeSpecification("s")]
    public sealed class BadFunctionName : P8eContract
    {
        [Function("memo note", PartyType.Owner)]
        [Record("memo")]
        public Note Memo([Input("note")] Note note) => note;
    }

    [ScopeSpecification("s")]
    public sealed class Generic<T> : P8eContract
    {
        public T? Value { get; init; }
    }

    [ScopeSpecification("s")]
    public sealed class Plain : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("note")]
        public Note AddNote([Input("note")] Note note) => note;
    }

    public abstract class Ancestor : P8eContract
    {
        [Function(PartyType.Owner)]
        [Record("note")]
        private Note Note([Input("note")] Note note) => note;
    }
}
