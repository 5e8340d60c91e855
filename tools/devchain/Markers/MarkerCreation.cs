using System.Text.RegularExpressions;
using P8e.Devchain.Accounts;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Transactions;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>The life of a marker: added, finalized, activated (provenance-chain 2.11).</summary>
internal static class MarkerCreation
{
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    internal static void Add(MarkerAccount marker, MarkerKeeper markers, MessageContext context)
    {
        if (marker.Status is not (MarkerStatus.Proposed or MarkerStatus.Finalized))
        {
            throw ChainException.Plain("marker can only be created with a Proposed or Finalized status");
        }

        var rule = context.Tx.Settings.Limits.DenomRule;
        if (!CoinText.IsDenom(marker.Denom) || !Regex.IsMatch(marker.Denom, $"^(?:{rule})$", RegexOptions.CultureInvariant, MatchLimit))
        {
            throw ChainException.Plain($"invalid denom [{marker.Denom}] (fails unrestricted marker denom validation {rule})");
        }

        var address = markers.AddressOf(marker.Denom);
        var existing = context.Keepers.Accounts.Find(address);
        if (existing?.Marker is not null)
        {
            throw SdkError.InvalidRequest.Wrap($"marker address already exists for {address}");
        }

        Store(marker, address, existing, context.Keepers.Accounts);
        context.Events.Add(TypedEvent.Of(
            "provenance.marker.v1.EventMarkerAdd",
            ("address", address.ToString()),
            ("amount", marker.Supply),
            ("denom", marker.Denom),
            ("manager", marker.Manager),
            ("marker_type", GoText.EnumName(MarkerReflection.Descriptor, marker.MarkerType)),
            ("status", GoText.EnumName(MarkerReflection.Descriptor, marker.Status)["MARKER_STATUS_".Length..].ToLowerInvariant())));
    }

    internal static void Finalize(string denom, string administrator, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(denom);
        RequireManager(marker, administrator, "finalize");
        RequireStatus(marker, MarkerStatus.Proposed, "finalize", "Proposed");
        marker.Status = MarkerStatus.Finalized;
        markers.Save(marker);
        Announce("Finalize", denom, administrator, context);
    }

    /// <summary>Makes the coins; from then on the access list rules, not the manager.</summary>
    internal static void Activate(string denom, string administrator, MarkerKeeper markers, MessageContext context)
    {
        var marker = markers.Get(denom);
        RequireManager(marker, administrator, "activate");
        RequireStatus(marker, MarkerStatus.Finalized, "activate", "Finalized");
        marker.Status = MarkerStatus.Active;
        marker.Manager = string.Empty;
        markers.Save(marker);
        markers.Mint(marker, System.Numerics.BigInteger.Parse(marker.Supply, System.Globalization.CultureInfo.InvariantCulture));
        Announce("Activate", denom, administrator, context);
    }

    internal static void RequireStatus(MarkerAccount marker, MarkerStatus status, string verb, string name)
    {
        if (marker.Status != status)
        {
            throw SdkError.InvalidRequest.Wrap($"can only {verb} markeraccounts in the {name} status");
        }
    }

    internal static void Announce(string what, string denom, string administrator, MessageContext context) => context.Events.Add(
        TypedEvent.Of("provenance.marker.v1.EventMarker" + what, ("administrator", administrator), ("denom", denom)));

    private static void RequireManager(MarkerAccount marker, string administrator, string verb)
    {
        if (marker.Manager != administrator)
        {
            throw SdkError.InvalidRequest.Wrap($"{administrator} does not have permission to {verb} {marker.Denom} markeraccount");
        }
    }

    private static void Store(MarkerAccount marker, AccountAddress address, ChainAccount? existing, AccountKeeper accounts)
    {
        marker.BaseAccount = new BaseAccount { Address = address.ToString() };
        if (existing is null)
        {
            accounts.Add(marker);
            return;
        }

        // Somebody sent coins there before; the marker takes the account over.
        marker.BaseAccount.AccountNumber = existing.Base.AccountNumber;
        accounts.Save(new ChainAccount(marker));
    }
}
