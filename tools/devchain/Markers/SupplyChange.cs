using System.Globalization;
using System.Numerics;
using P8e.Devchain.Errors;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Markers;

/// <summary>Mints and burns: real coins of an active marker, the planned supply of one that is not active yet (provenance-chain 2.11).</summary>
internal static class SupplyChange
{
    internal static void Apply(MarkerAccount marker, BigInteger change, MarkerKeeper markers, string verb)
    {
        switch (marker.Status)
        {
            case MarkerStatus.Active when change.Sign >= 0:
                markers.Mint(marker, change);
                break;
            case MarkerStatus.Active:
                markers.Burn(marker, -change);
                break;
            case MarkerStatus.Proposed or MarkerStatus.Finalized:
                marker.Supply = (BigInteger.Parse(marker.Supply, CultureInfo.InvariantCulture) + change).ToString(CultureInfo.InvariantCulture);
                markers.Save(marker);
                break;
            default:
                throw SdkError.InvalidRequest.Wrap($"cannot {verb} coin for a marker that is not in Active status");
        }
    }
}
