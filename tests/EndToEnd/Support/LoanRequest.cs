using System.Text.Json.Nodes;
using P8e.Ports;
using P8e.Protocol;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>samples/Loan/loan.json with a scope and a session of its own, and the package that takes it.</summary>
internal sealed class LoanRequest
{
    internal const string ContractClass = "io.provenance.scope.loan.contracts.RecordLoanContract";

    private readonly Guid _scope;

    /// <param name="number">Tells requests apart; the same number makes the same request.</param>
    internal LoanRequest(int number)
    {
        _scope = Numbered(number, 1);
        Body = JsonNode.Parse(SampleText)!.AsObject();
        Body["scope"] = new JsonObject { ["uuid"] = Uuid.Format(_scope) };
        Body["session"] = new JsonObject { ["uuid"] = Uuid.Format(Numbered(number, 2)) };
        Key = $"loan-{number}";
    }

    /// <summary>The sample as it stands in the repository.</summary>
    internal static string SampleText { get; } = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Loan", "loan.json"));

    internal static string Contracts => ChildProgram.PathOf("P8e.LoanContracts");

    internal static string Records => ChildProgram.PathOf("P8e.LoanRecords");

    /// <summary>The setting under which the contract may run.</summary>
    internal static (string Name, string Value) Trusting => ("Contracts__Trusted", "*");

    /// <summary>The request; tests may change it.</summary>
    internal JsonObject Body { get; }

    internal JsonObject SubmittedRecords => Body["records"]!.AsObject();

    /// <summary>Its idempotency key.</summary>
    internal string Key { get; }

    /// <summary>Address of its scope.</summary>
    internal string Scope => MetadataAddress.ForScope(_scope).ToString();

    /// <summary>Whether a message writes a scope.</summary>
    internal static bool Writes(ChainMessage message, string scope) => message.TypeUrl == "/" + MsgWriteScopeRequest.Descriptor.FullName
        && MsgWriteScopeRequest.Parser.ParseFrom(message.Value.Span).Scope.ScopeId.Span.SequenceEqual(MetadataAddress.Parse(scope, MetadataKind.Scope).Bytes.Span);

    private static Guid Numbered(int number, byte kind) => new(number, 0x10AD, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, kind);
}
