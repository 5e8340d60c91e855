using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;

namespace P8e.Conformance.Dime;

/// <summary>The older form with the ciphertext inside the protobuf.</summary>
internal static class InlineCase
{
    internal static async Task CheckAsync(JsonElement element, RecordedKeys keys, ISecp256k1 curve, CancellationToken cancellationToken)
    {
        var message = element.Base64("dimeProtoBase64");
        foreach (var entry in element.GetProperty("audiences").EnumerateArray())
        {
            var content = await InlineDime.OpenAsync(message, keys.Agreement(entry.Text("recipient")), cancellationToken, curve);
            Expect.Bytes($"content for {entry.Text("recipient")}", element.Utf8("payloadText"), content);
        }
    }
}
