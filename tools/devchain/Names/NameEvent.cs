using P8e.Devchain.Events;
using P8e.Devchain.Wire.Names;

namespace P8e.Devchain.Names;

/// <summary>Events about names; one of their fields is no string.</summary>
internal static class NameEvent
{
    internal static ChainEvent Of(string what, NameRecord record) =>
        TypedEvent.Of("provenance.name.v1." + what, ("address", record.Address), ("name", record.Name))
            .With("restricted", record.Restricted ? "true" : "false");
}
