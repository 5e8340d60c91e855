using P8e.Contracts;
using P8e.SampleRecords;

namespace P8e.SampleContracts.Recorded;

[P8eContract("org.p8evec.contract.FunctionOrder")]
[Participants(PartyType.Originator)]
[ScopeSpecification("org.p8evec.Loan")]
public sealed class FunctionOrder : OrderBase
{
    [Function(PartyType.Originator)]
    [Record("r_zeta")]
    public Note Zeta([Input("note")] Note note) => note;

    [Function("Beta", PartyType.Originator)]
    [Record("r_Beta")]
    public Note Beta([Input("note")] Note note) => note;

    [Function(PartyType.Originator)]
    [Record("r_alpha")]
    public Note Alpha([Input("note")] Note note) => note;

    [Function(PartyType.Originator)]
    [Record("r_mu10")]
    public Note Mu10([Input("note")] Note note) => note;

    [Function(PartyType.Originator)]
    [Record("r_mu2")]
    public Note Mu2([Input("note")] Note note) => note;

    [Function("_under", PartyType.Originator)]
    [Record("r__under")]
    public Note Under([Input("note")] Note note) => note;
}
