using System.Text;
using System.Text.Json;
using P8e.Conformance.LoanContracts;
using P8e.Execution.Wire.Messages;
using P8e.LoanContracts.Tests.Support;
using P8e.Protocol.Dynamic;

namespace P8e.LoanContracts.Tests;

/// <summary>samples/Loan/loan.json, read as the program reads a request: with nothing but the package's own descriptors.</summary>
public sealed class SampleRequestTests
{
    [Fact]
    public async Task Request_OfTheSample_RunsEveryFunction()
    {
        using var package = await LoanPackage.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(LoanPackage.ContractClass, SampleLoan.Request.GetProperty("contract").GetString());
        Assert.Equal("OWNER", SampleLoan.Request.GetProperty("role").GetString());

        var inputs = SampleLoan.Request.GetProperty("records").EnumerateObject().Select(record => Read(package, record)).ToArray();
        var outcomes = await package.RunAsync(SampleLoan.Submitted, [], inputs, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Repeat((OutcomeKind.Passed, string.Empty), 7), outcomes.Select(outcome => (outcome.Kind, outcome.Error)));
        Assert.Equal(
            ["asset", "documents", "eNote", "loanValidations", "servicingData", "servicingRights", "loanValidation"], outcomes.Select(outcome => outcome.RecordName));
        // A new scope keeps what was submitted, byte for byte.
        Assert.All(outcomes, outcome => Assert.Equal(inputs.Single(input => input.Name == outcome.RecordName).Value.ToArray(), outcome.Value.ToArray()));
    }

    private static NamedValue Read(LoanPackage package, JsonProperty record)
    {
        var type = package.Functions.SelectMany(function => function.Parameters).Single(parameter => parameter.Name == record.Name).MessageType;
        var bytes = new MessageCodec(package.Messages).FromJson(package.Messages.FindMessage(type), Encoding.UTF8.GetBytes(record.Value.GetRawText()));
        return new NamedValue(record.Name, type, bytes);
    }
}
