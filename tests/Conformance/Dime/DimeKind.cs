using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Cryptography.Curve;

namespace P8e.Conformance.Dime;

/// <summary>The format of <c>vectors/dime.json</c>: containers, key wrapping, payloads, signatures.</summary>
public sealed class DimeKind(ISecp256k1 curve) : IConformanceKind
{
    /// <inheritdoc/>
    public string Name => "dime";

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(unit);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        var keys = RecordedKeys.Read(document.RootElement.GetProperty("keys"), curve);
        (string Section, Func<JsonElement, Task> Check)[] sections =
        [
            ("keys", element => Run(() => keys.Check(element))),
            ("eciesFixedEphemeral", element => Run(() => EciesCase.Check(element, keys, curve))),
            ("eciesMainCipher", element => Run(() => EciesCase.Check(element, keys, curve))),
            ("dimes", element => new SdkContainerCase(element, keys, curve).CheckAsync(cancellationToken)),
            ("legacyInProtoPayload", element => InlineCase.CheckAsync(element, keys, curve, cancellationToken)),
            ("constructed", element => new ConstructedCase(element, keys, curve).CheckAsync(cancellationToken)),
        ];
        foreach (var (section, check) in sections)
        {
            if (!document.RootElement.TryGetProperty(section, out var cases))
            {
                continue;
            }

            foreach (var element in cases.EnumerateArray())
            {
                yield return await CaseResult.OfAsync($"{section}/{element.GetProperty("name").GetString()}", () => check(element));
            }
        }
    }

    private static Task Run(Action check)
    {
        check();
        return Task.CompletedTask;
    }
}
