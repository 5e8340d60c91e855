using P8e.Protocol.Identifiers;

namespace P8e.Devchain.Addresses;

/// <summary>
/// The addresses that texts stand for, for texts that were read lately: the same few come again and again. As many places as it has, whatever
/// it is given; a text takes the place of another.
/// </summary>
internal sealed class KnownAddresses
{
    private const int Places = 1024;
    private readonly Entry?[] _entries = new Entry?[Places];

    internal AccountAddress? Find(string text) => Volatile.Read(ref Place(text)) is { } entry && entry.Text == text ? entry.Address : null;

    internal void Add(string text, AccountAddress address) => Volatile.Write(ref Place(text), new Entry(text, address));

    private ref Entry? Place(string text) => ref _entries[(uint)text.GetHashCode(StringComparison.Ordinal) % Places];

    private sealed record Entry(string Text, AccountAddress Address);
}
