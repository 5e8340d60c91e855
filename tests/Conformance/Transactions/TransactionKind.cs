using System.Runtime.CompilerServices;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Cryptography.Curve;

namespace P8e.Conformance.Transactions;

/// <summary>
/// The formats of <c>vectors/chain/transactions-*.json</c> and <c>vectors/sdk/end-to-end.json</c>: every recorded transaction of one signer is
/// built again from messages, fee, memo and key, byte for byte. Needs a curve with RFC 6979 nonces (libsecp256k1). Transactions that
/// were bent on purpose (<see cref="PlainForm"/>) are left out.
/// </summary>
public sealed class TransactionKind(ISecp256k1 curve) : IConformanceKind
{
    /// <inheritdoc/>
    public string Name => "tx";

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseResult> RunAsync(string unit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(unit);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        if (!document.RootElement.TryGetProperty("cases", out var cases))
        {
            yield break;
        }

        using var keys = SigningKeys.Beside(unit, document.RootElement, curve);
        foreach (var (name, transaction) in cases.EnumerateArray().SelectMany(element => Transactions(element, document.RootElement)))
        {
            if (transaction.Is(keys))
            {
                yield return await CaseResult.OfAsync(name, () => transaction.CheckAsync(keys, cancellationToken));
            }
        }
    }

    private static IEnumerable<(string Name, IRecordedTransaction Transaction)> Transactions(JsonElement element, JsonElement root)
    {
        var id = element.Text("id");
        if (element.TryGetProperty("txBytesBase64", out _))
        {
            yield return (id, new ChainTransaction(element));
            yield break;
        }

        foreach (var part in element.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Object))
        {
            if (part.Value.TryGetProperty("txBytesBase64", out var bytes) && bytes.ValueKind == JsonValueKind.String)
            {
                yield return ($"{id}/{part.Name}", new SdkTransaction(part.Value, root.Text("chainId")));
            }
        }
    }
}
