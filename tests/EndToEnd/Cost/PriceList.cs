using System.Text.Json;

namespace P8e.EndToEnd.Tests.Cost;

/// <summary>docs/prices.json.</summary>
internal sealed class PriceList
{
    private readonly JsonElement _file;

    internal PriceList(string path) => _file = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(path));

    internal bool IsVerified => _file.GetProperty("meters").EnumerateObject().All(meter => meter.Value.GetProperty("verified").GetBoolean());

    /// <summary>What a number of units of a meter costs.</summary>
    internal double Of(string meter, double units)
    {
        var price = _file.GetProperty("meters").GetProperty(meter);
        return units * price.GetProperty("price").GetDouble() / price.GetProperty("per").GetDouble();
    }

    /// <summary>The same for a month, of which some units are free.</summary>
    internal double AfterGrant(string meter, double units) => Of(meter, Math.Max(0, units - _file.GetProperty("monthlyGrants").GetProperty(meter).GetDouble()));

    internal double Assume(string name) => _file.GetProperty("assumptions").GetProperty(name).GetDouble();
}
