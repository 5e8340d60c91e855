using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Conformance.Dime;

namespace P8e.Conformance.LoanContracts;

/// <summary><c>vectors/cee/loan-contracts.json</c>: runs and specifications of the public loan contracts against <c>samples/Loan</c>, in a sandbox.</summary>
public sealed class LoanKind : IConformanceKind
{
    /// <inheritdoc/>
    public string Name => "loan";

    /// <inheritdoc/>
    public IReadOnlyList<string> Units(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "loan-contracts.json") : path;
        return File.Exists(file) ? [file] : [];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(unit);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        using var package = await LoanPackage.StartAsync(cancellationToken);
        var publication = document.RootElement.GetProperty("publication");
        yield return await CaseResult.OfAsync(
            "specification/scope", Done(() => LoanSpecificationCase.CheckScope(publication.GetProperty("scopeSpecification"), package)));
        foreach (var contract in document.RootElement.GetProperty("contracts").EnumerateArray())
        {
            yield return await CaseResult.OfAsync(
                $"specification/{contract.Text("class")}", Done(() => LoanSpecificationCase.CheckContract(contract, publication, package)));
        }

        foreach (var recorded in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            yield return await CaseResult.OfAsync(recorded.Text("id"), () => new LoanCase(recorded, package).CheckAsync(cancellationToken));
        }
    }

    private static Func<Task> Done(Action check) => () =>
    {
        check();
        return Task.CompletedTask;
    };
}
