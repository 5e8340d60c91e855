using System.Net;
using System.Text;
using P8e.Access;
using P8e.Access.Auditing;
using P8e.Functions.Http;
using P8e.Functions.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Access;

/// <summary>Every route against every role, by the table of docs/security.md: a new route fails here until it is documented there.</summary>
public sealed class RoleMatrixTests
{
    private const string Home = "originator";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Table_OfTheDocumentation_IsTheProgramsRoutes()
    {
        await using var program = new GuardedProgram();
        await program.StartAsync();

        var routes = FunctionRoute.Of(program.Program.Routes).Select(found => RoleTable.Of(found.Route, found.Endpoint)).Select(row => row.ToString()).Order(StringComparer.Ordinal);

        Assert.Equal(routes, RoleTable.Read().Select(row => row.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Route_CalledWithEveryRole_LetsInWhomTheTableSays()
    {
        await using var program = new GuardedProgram();
        await program.StartAsync();
        var wrong = new List<string>();
        foreach (var role in AccessRoleTexts.All)
        {
            foreach (var (grant, place) in new[] { (role, RoleTable.Place.Everywhere), ($"{role}:{Home}", RoleTable.Place.Affiliate), ($"{role}:elsewhere", RoleTable.Place.Anywhere) })
            {
                using var caller = program.Client((await program.MakeKeyAsync(grant)).Text);
                // What somebody may elsewhere helps nobody here, and here is as if it were nowhere.
                caller.DefaultRequestHeaders.Add("P8e-Affiliate", Home);
                foreach (var row in RoleTable.Read())
                {
                    var expected = Expected(row, AccessRoleTexts.Find(role), place);
                    var found = await OutcomeAsync(program, caller, row);
                    if (found != expected)
                    {
                        wrong.Add($"{row.Call} with {grant}: {found}, not {expected}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Route_CalledWithoutAKey_Is401UnlessItIsOpen()
    {
        await using var program = new GuardedProgram();
        await program.StartAsync();
        using var nobody = program.Client(null);

        foreach (var row in RoleTable.Read())
        {
            Assert.Equal((row.Call, row.Where == RoleTable.Place.Open ? "" : ErrorCodes.AccessUnauthenticated), (row.Call, await OutcomeAsync(program, nobody, row)));
        }

        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/", Token)).StatusCode);
        Assert.Empty(program.Audit.Lines);
    }

    private static string Expected(RoleTable row, AccessRoles role, RoleTable.Place place) => row.Where switch
    {
        RoleTable.Place.Open or RoleTable.Place.Anywhere => "",
        RoleTable.Place.Affiliate when place == RoleTable.Place.Anywhere => ErrorCodes.AffiliateNotFound,
        RoleTable.Place.Everywhere when place != RoleTable.Place.Everywhere => ErrorCodes.AccessNotPermitted,
        _ => row.Roles.HasFlag(role) ? AccessAuditLine.Allowed : ErrorCodes.AccessNotPermitted,
    };

    /// <summary>What became of a call at the gate: the outcome of its line in the audit, which has to be the answer's code too; without a line, the answer's code.</summary>
    private static async Task<string> OutcomeAsync(GuardedProgram program, HttpClient caller, RoleTable row)
    {
        var lines = program.Audit.Lines.Select(line => line.Id).ToHashSet();
        var (method, path) = (row.Call.Split(' ')[0], string.Join('/', row.Call.Split(' ')[1].Split('/').Select(part => part.StartsWith('{') ? "x" : part)));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        var problem = await Problem.ReadAsync(await caller.SendAsync(request, Token));
        if (program.Audit.Lines.SingleOrDefault(line => !lines.Contains(line.Id)) is not { } written)
        {
            return problem.Code is ErrorCodes.RequestUnknownRoute ? "" : problem.Code;
        }

        var isRefused = written.Outcome != AccessAuditLine.Allowed;
        Assert.Equal(row.Function, written.Route);
        Assert.True(isRefused == (problem.Code == written.Outcome), $"{row.Call}: {problem} though the audit says {written.Outcome}");
        Assert.True(!isRefused || problem.Status == (written.Outcome == ErrorCodes.AffiliateNotFound ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden), problem.ToString());
        return written.Outcome;
    }
}
