using System.CommandLine;
using System.Globalization;
using P8e.Azure.Vault;
using P8e.Cli.Keys;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.ObjectStore.Sharing;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Objects;

/// <summary><c>p8e object rotate</c>: piece by piece to the end.</summary>
internal static class RotateAction
{
    private const int KeysPerPiece = 500;
    private const string Actor = "p8e object rotate";

    internal static async Task RunAsync(
        Output output, Composition store, ParseResult parsed, string oldKey, string newKey, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(oldKey, UriKind.Absolute, out var identifier) && identifier.Scheme == Uri.UriSchemeHttps)
        {
            using var keys = new VaultKeys(VaultArguments.Clients(parsed, identifier));
            using var agreement = await keys.OpenAgreementAsync(identifier, cancellationToken);
            await RunAsync(output, store, agreement, ReaderKey.Read(newKey), cancellationToken);
            return;
        }

        using var old = KeyFile.Read(oldKey);
        await RunAsync(output, store, new LocalKeyAgreement(old), ReaderKey.Read(newKey), cancellationToken);
    }

    private static async Task RunAsync(Output output, Composition store, IKeyAgreement agreement, PublicKey replacement, CancellationToken cancellationToken)
    {
        var (seen, rewrapped) = (0, 0);
        var refused = new List<RotationRefusal>();
        ObjectKey? after = null;
        do
        {
            var piece = await store.Rotation.RotateAsync(agreement, replacement, Actor, after, KeysPerPiece, cancellationToken);
            (seen, rewrapped, after) = (seen + piece.Seen, rewrapped + piece.Rewrapped, piece.Next);
            refused.AddRange(piece.Refused);
        }
        while (after is not null);
        var shown = new { Seen = seen, Rewrapped = rewrapped, Refused = refused.Select(refusal => new { Hash = refusal.Key.ToString(), refusal.ObjectId, refusal.Code }).ToArray() };
        output.Write(
            shown,
            [
                ("seen", seen.ToString(CultureInfo.InvariantCulture)),
                ("rewrapped", rewrapped.ToString(CultureInfo.InvariantCulture)),
                .. refused.Select(refusal => ("refused", $"{refusal.Key} ({refusal.ObjectId}): {refusal.Code}")),
            ]);
    }
}
