using System.Globalization;
using P8e.Access;
using P8e.Azure.Configuration;
using P8e.Azure.Vault;
using P8e.Functions.Affiliates;
using P8e.Functions.Chain;
using P8e.Functions.Contracts;
using P8e.Functions.Objects;
using P8e.Functions.Telemetry;

namespace P8e.Functions.Hosting;

/// <summary>All settings, checked.</summary>
/// <param name="HandlerPort">Where the Functions host calls; null in the standalone shape. 0, for tests, takes a free port.</param>
/// <param name="Host">Section <c>Host</c>.</param>
/// <param name="Hub">Section <c>Hub</c>.</param>
/// <param name="Storage">Section <c>Storage</c>.</param>
/// <param name="Chain">Section <c>Chain</c>.</param>
/// <param name="Affiliate">Section <c>Affiliate</c>.</param>
/// <param name="Contracts">Section <c>Contracts</c>.</param>
/// <param name="Store">Section <c>ObjectStore</c>.</param>
/// <param name="Vault">Section <c>Vault</c>.</param>
/// <param name="Telemetry">Section <c>Telemetry</c>.</param>
/// <param name="Access">Section <c>Access</c>.</param>
internal sealed record ProgramOptions(
    int? HandlerPort,
    HostOptions Host,
    HubOptions Hub,
    StorageOptions Storage,
    ChainSettings Chain,
    AffiliateSettings Affiliate,
    ContractSettings Contracts,
    StoreSettings Store,
    VaultOptions Vault,
    TelemetrySettings Telemetry,
    AccessOptions Access)
{
    internal const string HandlerPortName = "FUNCTIONS_CUSTOMHANDLER_PORT";
    internal const string StorageSection = "Storage";
    internal const string VaultSection = "Vault";
    internal const string AccessSection = "Access";

    /// <summary>Every setting of the program; <c>local.settings.sample.json</c> lists the same.</summary>
    internal static IEnumerable<string> SettingNames =>
    [
        .. SettingsBinder.NamesOf(typeof(HostOptions), HostOptions.Section),
        .. SettingsBinder.NamesOf(typeof(HubOptions), HubOptions.Section),
        .. SettingsBinder.NamesOf(typeof(StorageOptions), StorageSection),
        .. SettingsBinder.NamesOf(typeof(ChainSettings), ChainSettings.Section),
        .. SettingsBinder.NamesOf(typeof(AffiliateSettings), AffiliateSettings.Section),
        .. SettingsBinder.NamesOf(typeof(ContractSettings), ContractSettings.Section),
        .. SettingsBinder.NamesOf(typeof(StoreSettings), StoreSettings.Section),
        .. SettingsBinder.NamesOf(typeof(VaultOptions), VaultSection),
        .. SettingsBinder.NamesOf(typeof(TelemetrySettings), TelemetrySettings.Section),
        .. SettingsBinder.NamesOf(typeof(AccessOptions), AccessSection),
    ];

    /// <summary>How many proxies name the caller's address: the Functions host's front end is one.</summary>
    internal int Proxies => IsCustomHandler ? Math.Max(1, Host.Proxies) : Host.Proxies;

    /// <summary>The names by which the program may be called; empty for any. Under the Functions host its front end knows which it has.</summary>
    internal string Names => IsCustomHandler ? "" : Host.Names;

    /// <summary>True under the Functions host (functions-host 1.5).</summary>
    internal bool IsCustomHandler => HandlerPort is not null;

    internal static ProgramOptions Read(Settings settings)
    {
        int? port = null;
        if (settings.Find(HandlerPortName) is { } text)
        {
            var isPort = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535;
            SettingFault.Unless(isPort, HandlerPortName, "is not a port, 1 to 65535; the Functions host sets it", "41234");
            port = number;
        }

        var options = new ProgramOptions(
            port,
            SettingsBinder.Bind<HostOptions>(settings, HostOptions.Section),
            SettingsBinder.Bind<HubOptions>(settings, HubOptions.Section),
            SettingsBinder.Bind<StorageOptions>(settings, StorageSection),
            SettingsBinder.Bind<ChainSettings>(settings, ChainSettings.Section),
            SettingsBinder.Bind<AffiliateSettings>(settings, AffiliateSettings.Section),
            SettingsBinder.Bind<ContractSettings>(settings, ContractSettings.Section),
            SettingsBinder.Bind<StoreSettings>(settings, StoreSettings.Section),
            SettingsBinder.Bind<VaultOptions>(settings, VaultSection),
            SettingsBinder.Bind<TelemetrySettings>(settings, TelemetrySettings.Section),
            SettingsBinder.Bind<AccessOptions>(settings, AccessSection));
        options.Host.Validate();
        options.Hub.Validate();
        options.Storage.Validate();
        options.Chain.Validate();
        options.Affiliate.Validate();
        options.Contracts.Validate();
        options.Store.Validate();
        options.Telemetry.Validate();
        options.Access.Validate();
        SettingFault.Unless(
            options.Access.Mode != AccessMode.Loopback || (!options.IsCustomHandler && System.Net.IPAddress.IsLoopback(ListenAddress.Parse(options.Host.HttpAddress, "", "").EndPoint.Address)),
            $"{AccessSection}__{nameof(AccessOptions.Mode)}", "is Loopback, which only a standalone program with a loopback Host__HttpAddress allows", nameof(AccessMode.Keys));
        SettingFault.Unless(
            options.Store.Authorisation == SettingSwitch.On || System.Net.IPAddress.IsLoopback(ListenAddress.Parse(options.Host.GrpcAddress, "", "").EndPoint.Address),
            $"{StoreSettings.Section}__{nameof(StoreSettings.Authorisation)}", "is Off, which only a loopback Host__GrpcAddress allows", "On");
        SettingFault.Unless(
            !options.Chain.IsConfigured || options.Affiliate.HasKeys,
            $"{AffiliateSettings.Section}__{nameof(AffiliateSettings.SigningKeyFile)}", "is missing, though a chain is set", "/keys/originator.key");
        SettingFault.Unless(
            options.Vault.Address is not null || options.Affiliate.SigningKey is null,
            $"{VaultSection}__{nameof(VaultOptions.Address)}", "is missing, though the affiliate's keys lie in a vault", "https://name.vault.azure.net");
        if (options.Vault.Address is not null)
        {
            options.Vault.Validate();
            CheckKey(options.Vault, options.Affiliate.SigningKey, VaultKeyPurpose.Signing, nameof(AffiliateSettings.SigningKey), "keys");
            CheckKey(options.Vault, options.Affiliate.EncryptionKey, VaultKeyPurpose.Encryption, nameof(AffiliateSettings.EncryptionKey), "secrets");
        }

        return options;
    }

    private static void CheckKey(VaultOptions vault, Uri? key, VaultKeyPurpose purpose, string name, string collection) => SettingFault.Unless(
        key is null || vault.Names(key, purpose),
        $"{AffiliateSettings.Section}__{name}",
        $"names none of the {collection} of {VaultSection}__{nameof(VaultOptions.Address)} with its version; 'p8e keys show' prints it",
        new Uri(vault.Address!, $"/{collection}/name/0123456789abcdef0123456789abcdef").AbsoluteUri);
}
