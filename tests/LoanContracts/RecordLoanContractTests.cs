using P8e.LoanContracts.Tests.Support;

namespace P8e.LoanContracts.Tests;

/// <summary>The contract alone, as its author tests it: plain objects, no sandbox, no chain.</summary>
public sealed class RecordLoanContractTests
{
    [Fact]
    public void RecordAsset_OfANewLoan_KeepsItAsItIs()
    {
        var asset = SampleLoan.Asset();

        Assert.Equal(SampleLoan.Asset(), SampleLoan.Contract().RecordAsset(asset));
    }

    [Fact]
    public void RecordAsset_OfALoanWithMistakes_NamesThemAll()
    {
        var loan = SampleLoan.Loan();
        loan.OriginatorName = " ";
        loan.Uli = "TOO-SHORT";

        var e = Assert.Throws<ContractViolationException>(() => SampleLoan.Contract().RecordAsset(SampleLoan.With(loan)));

        Assert.Equal(
            "The contract input was invalid - 3 unique violations were found:  \"Loan is missing originator name\","
            + "  \"Loan ULI must be between 23 and 45 (inclusive) characters long\",  \"Loan ULI must solely consist of alphanumeric characters\"",
            e.Message);
    }

    [Fact]
    public void RecordAsset_OfALoanThatTheScopeHas_KeepsItsNamesButMayChangeTheRest()
    {
        var contract = SampleLoan.Contract(SampleLoan.Asset());
        var loan = SampleLoan.Loan();
        loan.Terms.TermInMonths = 240;
        var changed = SampleLoan.With(loan);
        Assert.Equal(changed, contract.RecordAsset(changed));

        loan.OriginatorName = "Somebody else";
        var e = Assert.Throws<ContractViolationException>(() => contract.RecordAsset(SampleLoan.With(loan)));
        Assert.Contains("\"Cannot change loan originator name\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordServicingData_OfAScopeThatHasSome_AppendsAndLeavesWhatIsThere()
    {
        var existing = SampleLoan.ServicingData();
        var added = SampleLoan.ServicingData();
        added.LoanId = null;
        added.DocMeta.Clear();
        added.LoanState[0].Id.Value = "5a3f7c10-64b1-4c0e-9d57-0c1a2b3d4e99";
        added.LoanState[0].EffectiveTime.Seconds += 60;
        added.LoanState[0].Checksum.Checksum_ = "another";

        var kept = SampleLoan.Contract(servicingData: existing).RecordServicingData(added);

        Assert.Equal(existing.LoanId, kept.LoanId);
        Assert.Equal(existing.DocMeta, kept.DocMeta);
        Assert.Equal([existing.LoanState[0], added.LoanState[0]], kept.LoanState);
        Assert.Equal(SampleLoan.ServicingData(), existing);
    }

    [Fact]
    public void RecordAsset_WithoutASubmissionTime_FindsEveryTimeInTheFuture()
    {
        var contract = new RecordLoanContract(null, null, null, null);
        contract.Begin(new P8e.Contracts.ContractContext(DateTimeOffset.UnixEpoch));

        var e = Assert.Throws<ContractViolationException>(() => contract.RecordAsset(SampleLoan.Asset()));

        Assert.Contains("\"Completed funding's start time must be valid\"", e.Message, StringComparison.Ordinal);
    }
}
