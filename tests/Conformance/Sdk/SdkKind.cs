using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Conformance.Packages;

namespace P8e.Conformance.Sdk;

/// <summary>
/// <c>vectors/sdk</c>: sessions packaged, executed and turned into chain messages as the JVM SDK did, byte for byte. The files name each other, so
/// the other files of the folder are read where they exist. Recorded specifications are compared with those of a contract package.
/// </summary>
/// <param name="contracts">The package with the recorded contracts; null for none, then specifications cannot be compared.</param>
public sealed class SdkKind(PackageFiles? contracts) : IConformanceKind
{
    /// <inheritdoc/>
    public string Name => "sdk";

    /// <inheritdoc/>
    public bool ShowsGroups => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> Units(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? [.. SdkFolder.Scenarios.Select(file => Path.Combine(path, file)).Where(File.Exists)]
        : [];

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(unit);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        if (RecordedSpecification.In(document.RootElement) is { Count: > 0 } specifications)
        {
            using var package = contracts is null ? null : await ContractPackage.StartAsync(contracts, cancellationToken);
            foreach (var specification in specifications)
            {
                yield return await CaseResult.OfAsync(specification.Case, () => specification.CheckAsync(package));
            }

            yield break;
        }

        using var folder = await SdkFolder.ReadAsync(Path.GetDirectoryName(Path.GetFullPath(unit))!, cancellationToken);
        if (document.RootElement.TryGetProperty("groups", out var groups))
        {
            foreach (var group in groups.EnumerateArray().Where(group => group.Text("purpose") == "memorialize"))
            {
                yield return await CaseResult.OfAsync(MessagesCase.NameOf(group), () => MessagesCase.CheckAsync(group, folder));
            }

            yield break;
        }

        foreach (var element in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            foreach (var (name, check) in RecordedCase.Checks(element, folder, cancellationToken))
            {
                yield return await CaseResult.OfAsync($"{element.Text("id")}/{name}", check);
            }
        }
    }
}
