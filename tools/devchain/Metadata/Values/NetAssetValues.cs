using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Values;

/// <summary>Stores net asset values (provenance-chain 3.6).</summary>
internal static class NetAssetValues
{
    internal static void Set(ByteString scope, NetAssetValue value, MetadataCall call)
    {
        var stored = value.Clone();
        stored.Volume = Math.Max(1, value.Volume);
        stored.UpdatedBlockHeight = (ulong)call.Context.Tx.Height;
        stored.Price.Amount = CoinText.Amount(value.Price).ToString();
        call.Store.SaveNetAssetValue(scope, stored);
        call.Emit(new EventSetNetAssetValue
        {
            ScopeId = IdText.Text(scope),
            Price = stored.Price.Amount + stored.Price.Denom,
            Source = "metadata",
            Volume = $"{stored.Volume}",
        });
    }
}
