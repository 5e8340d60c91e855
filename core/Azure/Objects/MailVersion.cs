using Azure;

namespace P8e.Azure.Objects;

/// <summary>
/// What a version of a mail must tell: where the mail lies, and the tag of one of its two entities. They are only ever written together, so either tag guards both; which one it is depends on
/// how the mail was read.
/// </summary>
/// <param name="Place">Row key of the mail's place.</param>
/// <param name="IsOfPlace">Whether the tag is that of the place, else that of the entity under the id.</param>
/// <param name="Tag">The tag.</param>
internal readonly record struct MailVersion(string Place, bool IsOfPlace, ETag Tag)
{
    private const char Separator = ' ';
    private const string OfPlace = "p";
    private const string OfId = "u";

    internal ETag PlaceTag => IsOfPlace ? Tag : ETag.All;

    internal ETag IdTag => IsOfPlace ? ETag.All : Tag;

    internal static MailVersion Parse(string version) =>
        version.Split(Separator, 3) is [var place, (OfPlace or OfId) and var of, var tag]
            ? new MailVersion(place, of == OfPlace, new ETag(tag))
            : throw new ArgumentException("That is no version of a mail. Give the one that was read with the row.", nameof(version));

    public override string ToString() => $"{Place}{Separator}{(IsOfPlace ? OfPlace : OfId)}{Separator}{Tag}";
}
