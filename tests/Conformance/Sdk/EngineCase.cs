using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Conformance.Transactions;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Execution.Engine;
using P8e.Execution.Envelopes;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Conformance.Sdk;

/// <summary>A recorded envelope, executed: the whole result, its signature included, is the recorded one.</summary>
/// <param name="execution">The part of the case that says who executes.</param>
/// <param name="element">The case.</param>
/// <param name="recorded">The envelope before.</param>
/// <param name="folder">The recordings.</param>
internal sealed class EngineCase(JsonElement execution, JsonElement element, JsonElement recorded, SdkFolder folder)
{
    internal async Task CheckResultAsync(JsonElement result, CancellationToken cancellationToken)
    {
        CheckComparable(Envelope().Wire.Contract);
        var objects = Objects(complete: true);
        var executed = await ExecuteAsync(result, objects, cancellationToken);
        if (IsFailure(result))
        {
            // The JVM's text is a stack trace: nobody else can write it.
            Expect.Equal("results", Pattern(result), Pattern(executed));
            return;
        }

        Expect.Bytes("executed envelope", result.Base64("base64"), executed.ToBytes());
        if (element.TryGetProperty("storeTraffic", out var traffic) && traffic.GetArrayLength() >= objects.Puts.Count)
        {
            var puts = StoredFor.Recorded(traffic).ToArray();
            Expect.Equal("stored outputs", StoredFor.Sorted(puts.TakeLast(objects.Puts.Count)), StoredFor.Sorted(StoredFor.Seen(objects, Key("encryptionKey").PublicKey)));
        }
    }

    internal async Task CheckMessagesAsync(JsonElement result, JsonElement messages, CancellationToken cancellationToken) =>
        MessagesCase.Compare(messages, await ExecuteAsync(result, Objects(complete: true), cancellationToken));

    internal Task CheckRefusalAsync(CancellationToken cancellationToken) => RecordedRefusal.CheckAsync(execution, () =>
        new ContractEngine(Objects(complete: false), new PlayedContracts(), new LocalSigner(Key("signingKey"))).ExecuteAsync(Envelope(), null, [], cancellationToken));

    private Task<ContractEnvelope> ExecuteAsync(JsonElement result, MemoryObjects objects, CancellationToken cancellationToken)
    {
        ISigner signer = IsFailure(result) ? new LocalSigner(Key("signingKey")) : Recorded(result);
        return new ContractEngine(objects, new PlayedContracts(), signer).ExecuteAsync(Envelope(), null, [], cancellationToken);
    }

    private ContractEnvelope Envelope() => ContractEnvelope.Parse(recorded.Base64("base64"));

    private PrivateKey Key(string kind) => SdkKeys.Get(RecordedCase.Party(element, execution).Text(kind));

    /// <summary>The recorded signature, which is refused unless it is over exactly what we would sign.</summary>
    private RecordedSigner Recorded(JsonElement result)
    {
        var last = result.GetProperty("signatures").EnumerateArray().Last();
        Expect.Equal("recorded signature is DER", true, EcdsaSignature.TryFromDer(last.Base64("signature"), out var signature));
        return new RecordedSigner(Key("signingKey").PublicKey, signature!.Compact.ToArray());
    }

    private static void CheckComparable(Contract contract)
    {
        if (contract.StartTime is { } start && start.Nanos % TimeSpan.NanosecondsPerTick != 0)
        {
            throw new NotComparableException("the start time has more digits than a time here");
        }

        // The name of the specification is the class's simple name.
        var className = contract.Definition?.ResourceLocation?.Classname ?? string.Empty;
        if (!className.EndsWith("." + contract.Spec?.Name, StringComparison.Ordinal))
        {
            throw new NotComparableException("chosen deviation: an envelope may not name another class than its specification");
        }
    }

    /// <summary>The specification and every value that the envelope names.</summary>
    private MemoryObjects Objects(bool complete)
    {
        var objects = new MemoryObjects();
        var contract = Envelope().Wire.Contract;
        var named = contract.Considerations.SelectMany(consideration => consideration.Inputs.Select(input => input.Hash))
            .Concat(contract.Inputs.Select(input => input.DataLocation?.Ref?.Hash ?? string.Empty))
            .Append(contract.Spec?.DataLocation?.Ref?.Hash ?? string.Empty);
        foreach (var hash in named.Where(hash => hash.Length > 0).Distinct())
        {
            if (folder.Values.TryGetValue(hash, out var value))
            {
                objects.Place(ObjectHash.Parse(hash), value);
            }
            else if (complete)
            {
                throw new NotComparableException($"the value {hash} is not recorded");
            }
        }

        return objects;
    }

    private static bool IsFailure(JsonElement result) => result.GetProperty("considerations").EnumerateArray().Any(done => done.Text("result") == "FAIL");

    private static string Pattern(JsonElement result) => string.Join(' ', result.GetProperty("considerations").EnumerateArray()
        .Select(done => $"{done.Text("name")}:{(done.TryGetProperty("result", out var outcome) ? outcome.GetString() : "UNKNOWN")}"));

    private static string Pattern(ContractEnvelope executed) =>
        string.Join(' ', executed.Results.Select(result => $"{result.Function}:{result.Outcome.ToString().ToUpperInvariant()}"));
}
