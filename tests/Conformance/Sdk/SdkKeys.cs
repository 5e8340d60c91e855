using P8e.Cryptography.Keys;

namespace P8e.Conformance.Sdk;

/// <summary>The development keys that the reference publishes and every recording uses (p8e-sdk 15.1); never for anything real.</summary>
public static class SdkKeys
{
    private static readonly Dictionary<string, PrivateKey> Keys = new Dictionary<string, string>
    {
        ["dev1"] = "0A2100EF4A9391903BFE252CB240DA6695BC5F680A74A8E16BEBA003833DFE9B18C147",
        ["dev2"] = "0A2100CBEDAA6241122CB6B5BD2A3E1FFDD8694C0AEC16E80A0CC72B6256C56090F6FA",
        ["dev3"] = "0A21009B6CFD2525DD7EA500A3F2665047319A3D2A3F1D62177D686DF98713D8E52BDB",
        ["local1"] = "0A2071E487C3FB00642F1863D57749F32D94F13892FA68D02049F7EA9E8FC58D6E63",
        ["local2"] = "0A2077170DEDCB6CFEDCE5A19BC8F0CD408A254F1E48A7350FC2E9019F50AE52524F",
        ["local3"] = "0A203CE1967EF504559302CB027A52CB36E5BF6EDC2D8CAFEFF86CA2AAF2817C929F",
        ["local4"] = "0A210082B2714718EE8CEBEBC9AE1106175E0905DF0018553F22EF90374D197B278D0C",
        ["local5"] = "0A203CEE9F786716409DF70336E8F38D606A53AE24877AD56ED72D3C10E1D0BD3DE0",
    }.ToDictionary(pair => pair.Key, pair => KeyText.ReadPrivate(pair.Value));

    /// <summary>The key of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static PrivateKey Get(string name) => Keys[name];
}
