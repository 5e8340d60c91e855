using P8e.Access.Callers;
using P8e.Access.Ports;
using P8e.Protocol.Errors;

namespace P8e.Access.Keys;

/// <summary>
/// API keys: making, finding, listing, revoking. Whoever makes, sees or revokes one has <see cref="AccessRoles.Operate"/> wherever the key has anything, and gives no more than it has. Thread-safe.
/// Every method throws <see cref="P8eTransientException"/> when the storage is out of reach.
/// </summary>
/// <param name="keys">Where they are kept.</param>
/// <param name="random">Fills a buffer with bytes that nobody can guess.</param>
/// <param name="clock">Tells what has expired.</param>
/// <param name="bootstrap">The key of the first hour; null for none.</param>
public sealed class ApiKeys(IApiKeys keys, Action<Span<byte>> random, TimeProvider clock, BootstrapKey? bootstrap = null)
{
    /// <summary>64 random bits meet an id that is there next to never.</summary>
    private const int IdsTried = 3;

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan LifetimeMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(5 * 366);

    /// <summary>No key has this hash; comparing with it takes as long as with another.</summary>
    private static readonly string NoHash = new('-', 64);

    private readonly KeyMemory _memory = new(clock);

    /// <summary>Makes a key. One storage call.</summary>
    /// <param name="maker">Who makes it.</param>
    /// <param name="request">What it should be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key with its text, which nobody can have again.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AccessKeyInvalid"/>: name, time or grants are none.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessNotPermitted"/>: the maker may not give this.</exception>
    public async Task<NewApiKey> CreateAsync(Caller maker, ApiKeyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(maker);
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        if (!maker.Grants.Cover(request.Grants) || !maker.Grants.HaveWherever(AccessRoles.Operate, request.Grants))
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted, ErrorCodes.AccessNotPermitted, "Making an API key: the caller may give only roles that it has itself, and only where it has the role 'operate'.");
        }

        for (var attempt = 0; attempt < IdsTried; attempt++)
        {
            var text = ApiKeyText.Create(random);
            var now = clock.GetUtcNow();
            var key = new ApiKey
            {
                Id = ApiKeyText.Id(text),
                Hash = ApiKeyText.Hash(text),
                Name = request.Name,
                Grants = request.Grants,
                CreatedBy = maker.Id,
                Created = now,
                Expires = now + (request.Lifetime ?? DefaultLifetime),
            };
            if (await keys.TryAddAsync(key, cancellationToken).ConfigureAwait(false))
            {
                _memory.Forget(key.Id);
                return new NewApiKey(key, text);
            }
        }

        throw new P8eStateException(
            StateErrorKind.Conflict, ErrorCodes.StorageConflict, "Making an API key: every fresh id is taken. This is a fault of the source of randomness: report it.");
    }

    /// <summary>Who calls with a key. One storage call, none when the key was seen in the last 15 seconds; unknown and wrong keys take the same way.</summary>
    /// <param name="text">The key as it came.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessUnauthenticated"/>, or <see cref="ErrorCodes.AccessExpired"/> to who has the right key.</exception>
    public async Task<Caller> FindAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!ApiKeyText.IsKey(text))
        {
            throw Refusal("the API key is cut or mistyped. A key has 72 characters and begins with 'p8e_'");
        }

        if (bootstrap?.Find(text) is { } first)
        {
            return first;
        }

        var key = await RecallAsync(ApiKeyText.Id(text), cancellationToken).ConfigureAwait(false);
        var isRight = FixedTime.AreEqual(ApiKeyText.Hash(text), key?.Hash ?? NoHash);
        if (key is null || !isRight || key.Revoked is not null)
        {
            throw Refusal("the API key is unknown or revoked. Have an operator make one: 'p8e access create'");
        }

        return key.Expires > clock.GetUtcNow()
            ? new Caller($"key:{key.Id}", key.Name, key.Grants)
            : throw new P8eStateException(
                StateErrorKind.NotPermitted, ErrorCodes.AccessExpired, $"Looking who calls: the API key {key.Id} has expired. Have an operator make a new one: 'p8e access create'.");
    }

    /// <summary>Whether a key was found to be good lately, without a storage call; it is judged anew all the same.</summary>
    internal bool IsRemembered(string text) => ApiKeyText.IsKey(text)
        && (bootstrap?.Find(text) is not null || (_memory.FindLast(ApiKeyText.Id(text)) is { Revoked: null } key && FixedTime.AreEqual(ApiKeyText.Hash(text), key.Hash)));

    /// <summary>Lists keys, revoked and expired ones too. One storage call.</summary>
    /// <param name="caller">Who asks; gets those that it may revoke.</param>
    /// <param name="cursor">Of the page before; null for the first.</param>
    /// <param name="most">Most items, 1 to <see cref="IApiKeys.PageItemsMaximum"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the cursor is none of this list's.</exception>
    public async Task<ApiKeyPage> ListAsync(Caller caller, string? cursor, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (cursor is not null && !ApiKeyText.IsId(cursor))
        {
            throw new P8eInputException(ErrorCodes.RequestMalformed, "Listing API keys: the cursor is none of this list. Take it from the page before, or begin without one.");
        }

        var page = await keys.ListAsync(cursor, most, cancellationToken).ConfigureAwait(false);
        return page with { Items = [.. page.Items.Where(key => IsOperator(caller, key))] };
    }

    /// <summary>Revokes a key: here it is refused at once, elsewhere within 15 seconds. One that is revoked stays as it is. Two storage calls.</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key as it is now.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AccessKeyNotFound"/>: there is none that this caller may revoke.</exception>
    public async Task<ApiKey> RevokeAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(id);
        var key = ApiKeyText.IsId(id) ? await keys.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
        if (key is null || !IsOperator(caller, key))
        {
            throw NotFound();
        }

        var revoked = await keys.RevokeAsync(id, clock.GetUtcNow(), caller.Id, cancellationToken).ConfigureAwait(false) ?? throw NotFound();
        _memory.Keep(id, revoked);
        return revoked;
    }

    private static bool IsOperator(Caller caller, ApiKey key) => caller.Grants.HaveWherever(AccessRoles.Operate, key.Grants);

    private static void Check(ApiKeyRequest request)
    {
        Check(request.Name is { Length: > 0 and <= ApiKey.NameCharsMax } && !request.Name.Any(c => char.IsControl(c) || char.IsSurrogate(c)), "its name has 1 to 100 characters, for example 'servicing system'");
        Check(request.Grants is { IsEmpty: false }, $"it needs at least one role of {string.Join(", ", AccessRoleTexts.All)}");
        Check(request.Lifetime is null || (request.Lifetime >= LifetimeMin && request.Lifetime <= LifetimeMax), "it is good for a minute at least and five years at most, for example 365 days");
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new P8eInputException(ErrorCodes.AccessKeyInvalid, $"Making an API key: {what}.");
        }
    }

    private static P8eStateException Refusal(string what) => new(StateErrorKind.NotPermitted, ErrorCodes.AccessUnauthenticated, $"Looking who calls: {what}.");

    private static P8eStateException NotFound() =>
        new(StateErrorKind.NotFound, ErrorCodes.AccessKeyNotFound, "Revoking an API key: there is no key with this id. 'p8e access list' shows the keys.");

    private async Task<ApiKey?> RecallAsync(string id, CancellationToken cancellationToken)
    {
        if (!_memory.TryGet(id, out var key))
        {
            key = await keys.FindAsync(id, cancellationToken).ConfigureAwait(false);
            _memory.Keep(id, key);
        }

        return key;
    }
}
