using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.ObjectStore;

/// <summary>
/// What an upload says about its container after the payload (object-store 3.1): three required values and any others, in the order in which
/// they are kept and sent on. The values are the uploader's word; nobody checks them before a reader does.
/// </summary>
public sealed class ObjectProperties
{
    /// <summary>Name of the property under whose bytes the object is filed.</summary>
    public const string Hash = "HASH";

    /// <summary>Name of the signature property.</summary>
    public const string Signature = "SIGNATURE";

    /// <summary>Name of the property with the signer's PEM.</summary>
    public const string SignaturePublicKey = "SIGNATURE_PUBLIC_KEY";

    /// <summary>Most bytes that all names and values may have together. The Rust store sets no limit; a table row does.</summary>
    public const int BytesMax = 32 * 1024;

    /// <summary>Takes the properties of an upload.</summary>
    /// <param name="inOrder">Names and values; of a repeated name the last value counts and takes the last place (object-store 3.1).</param>
    /// <exception cref="P8eInputException">A required property is missing, or they are too long together.</exception>
    public ObjectProperties(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> inOrder)
    {
        ArgumentNullException.ThrowIfNull(inOrder);
        var received = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        var bytes = 0L;
        foreach (var property in inOrder)
        {
            bytes += System.Text.Encoding.UTF8.GetByteCount(property.Key) + property.Value.Length;
            if (bytes > BytesMax)
            {
                throw new P8eInputException(ErrorCodes.LimitExceeded, $"Putting an object: its properties have more than {BytesMax} bytes. Send fewer or shorter ones.");
            }

            received.Add(property);
        }

        InOrder = LastOfEachName(received);
        Key = ObjectKey.FromBytes(Required(Hash).Span);
        _ = Required(Signature);
        _ = Required(SignaturePublicKey);
    }

    /// <summary>All properties in order; names are distinct.</summary>
    public IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> InOrder { get; }

    /// <summary>The <see cref="Hash"/> property.</summary>
    public ObjectKey Key { get; }

    /// <summary>A property that every upload has.</summary>
    /// <param name="name">One of the three names.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ObjectPropertyMissing"/>.</exception>
    public ReadOnlyMemory<byte> Required(string name)
    {
        foreach (var property in InOrder)
        {
            if (property.Key == name)
            {
                return property.Value;
            }
        }

        throw new P8eInputException(ErrorCodes.ObjectPropertyMissing, $"Putting an object: Properties must contain \"{name}\".");
    }

    private static List<KeyValuePair<string, ReadOnlyMemory<byte>>> LastOfEachName(List<KeyValuePair<string, ReadOnlyMemory<byte>>> received)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var kept = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        for (var i = received.Count - 1; i >= 0; i--)
        {
            if (names.Add(received[i].Key))
            {
                kept.Add(received[i]);
            }
        }

        kept.Reverse();
        return kept;
    }
}
