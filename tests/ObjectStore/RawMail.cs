using P8e.Cryptography.Dime;
using P8e.Cryptography.Payload;
using P8e.ObjectStore.Mail;
using P8e.Ports;

namespace P8e.ObjectStore.Tests;

/// <summary>Headers of mail whose payload need not be one.</summary>
internal static class RawMail
{
    internal static DimeHeader Header(SeededRandomSource random, params IReadOnlyList<string> readers)
    {
        using var key = DataKey.Generate(random);
        return new DimeSealer(random, new ManualTimeProvider()).Seal(key, new DimeSealRequest
        {
            Owner = Party.Named("owner").Key,
            Signer = Party.Named("owner").Key,
            Readers = [.. readers.Select(reader => Party.Named(reader).Key)],
            Metadata = [new(MailTypes.MetadataKey, MailTypes.NameOf(MailType.FragmentRequest))],
        });
    }
}
