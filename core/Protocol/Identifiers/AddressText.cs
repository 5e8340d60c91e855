using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>What both kinds of address say when their text does not parse.</summary>
internal static class AddressText
{
    internal static P8eInputException NotBech32(string kind, string text, Bech32Fault fault, int maximumLength) =>
        Invalid(kind, $"{CallerText.Quote(text)} {Reason(fault, maximumLength)}. Copy the whole address again.");

    internal static P8eInputException Invalid(string kind, string detail) =>
        new(ErrorCodes.AddressInvalid, $"Reading {kind}: {detail}");

    private static string Reason(Bech32Fault fault, int maximumLength) => fault switch
    {
        Bech32Fault.Length => $"is shorter than 8 or longer than {maximumLength} characters",
        Bech32Fault.Character => "holds a character that is not printable ASCII",
        Bech32Fault.MixedCase => "mixes capitals and small letters",
        Bech32Fault.Separator => "has no prefix or checksum around a '1'",
        Bech32Fault.DataCharacter => "holds a character that bech32 does not use",
        Bech32Fault.Checksum => "does not fit its checksum",
        Bech32Fault.Padding => "has bits after its last byte",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Only faults have a reason."),
    };
}
