using P8e.Access;
using P8e.Access.Auditing;
using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Access.Limits;
using P8e.Access.Ports;
using P8e.Access.Tokens;
using P8e.Azure.Access;
using P8e.Cryptography;

namespace P8e.Functions.Access;

/// <summary>Who may call this deployment: its keys, its issuer of tokens, its limits, its audit. Making it reads the bootstrap key's file and sends nothing.</summary>
internal sealed class AccessParts : IDisposable
{
    private readonly HttpClient? _issuer;
    private readonly TokenVerifier? _tokens;
    private readonly Lazy<ApiKeys> _keys;
    private readonly Lazy<AccessAudit> _audit;
    private readonly Lazy<CallerGate> _gate;

    /// <param name="options">Checked already.</param>
    /// <param name="keys">Opens the table of keys; called when first needed.</param>
    /// <param name="audit">Opens the table of the audit; called when first needed.</param>
    /// <param name="issuer">The way to the issuer of tokens; disposed with this.</param>
    /// <param name="clock">Tells what has expired.</param>
    /// <param name="newId">Ids that nobody else has.</param>
    internal AccessParts(AccessOptions options, Func<IApiKeys> keys, Func<IAccessAudit> audit, HttpMessageHandler issuer, TimeProvider clock, Func<Guid> newId)
    {
        Mode = options.Mode;
        var bootstrap = options.BootstrapKeyFile is { } file ? BootstrapKey.Read(file) : options.BootstrapKeyHash is { Length: > 0 } hash ? BootstrapKey.Of(hash) : null;
        _keys = new Lazy<ApiKeys>(() => new ApiKeys(keys(), new SystemRandomSource().Fill, clock, bootstrap));
        _audit = new Lazy<AccessAudit>(() => new AccessAudit(audit(), clock, newId));
        if (options.TakesTokens)
        {
            _issuer = new HttpClient(issuer);
            _tokens = new TokenVerifier(options, _issuer, clock);
        }

        var limits = new CallLimits(options, clock);
        _gate = new Lazy<CallerGate>(() => new CallerGate(Mode, _keys.Value, _tokens, limits));
    }

    internal AccessMode Mode { get; }

    internal ApiKeys Keys => _keys.Value;

    internal AccessAudit Audit => _audit.Value;

    internal CallerGate Gate => _gate.Value;

    /// <summary>Over the storage account's tables. An issuer that redirects is not followed: its keys lie where the settings say.</summary>
    internal static AccessParts OverTables(CompositionContext context) => new(
        context.Options.Access,
        () => new TableApiKeys(context.Storage.Value.Tables),
        () => new TableAccessAudit(context.Storage.Value.Tables),
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
        context.Clock,
        context.NewId);

    public void Dispose()
    {
        _tokens?.Dispose();
        _issuer?.Dispose();
    }
}
