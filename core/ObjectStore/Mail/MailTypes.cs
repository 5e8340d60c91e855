using P8e.Cryptography.Dime;

namespace P8e.ObjectStore.Mail;

/// <summary>How a container says that it is a mail (object-store 1.12, 6.6): an entry of its JSON metadata, nowhere else; case counts.</summary>
public static class MailTypes
{
    /// <summary>Name of the metadata entry.</summary>
    public const string MetadataKey = "P8EAPI::TYPE";

    private static readonly (MailType Type, string Name)[] Names =
    [
        (MailType.FragmentRequest, "FRAGMENT_REQUEST"), (MailType.FragmentResponse, "FRAGMENT_RESPONSE"), (MailType.ErrorResponse, "ERROR_RESPONSE"),
    ];

    /// <summary>The value of the metadata entry.</summary>
    /// <param name="type">A type.</param>
    public static string NameOf(MailType type) => Names.First(entry => entry.Type == type).Name;

    /// <summary>The type with a name, or null when no mail has it.</summary>
    /// <param name="name">As <see cref="NameOf"/> gives it.</param>
    public static MailType? Find(string? name) => Array.Find(Names, entry => entry.Name == name) is { Name: not null } found ? found.Type : null;

    /// <summary>Whether a container says that it is a mail of any type, a known one or not.</summary>
    /// <param name="header">The container's header.</param>
    internal static bool IsMarked(DimeHeader header) => header.Metadata.Any(entry => entry.Key == MetadataKey);

    /// <summary>The type of a container, or null when it is no mail.</summary>
    /// <param name="header">The container's header.</param>
    public static MailType? Of(DimeHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Find(header.Metadata.LastOrDefault(entry => entry.Key == MetadataKey).Value);
    }
}
