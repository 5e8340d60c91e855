using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using P8e.Access.Keys;
using P8e.Ports;

namespace P8e.Access.Tests.Keys;

/// <summary>The text of a key, for any random bytes.</summary>
public sealed class ApiKeyTextTests
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ ~ä";

    [Fact]
    public void Create_AnyBytes_IsAKeyThatScannersFind() => Prop.ForAll<int>(seed =>
    {
        var text = ApiKeyText.Create(new SeededRandomSource(seed).Fill);

        return ApiKeyText.IsKey(text) && text.Length == ApiKeyText.Chars && Regex.IsMatch(text, "^p8e_[0-9a-f]{16}_[A-Za-z0-9_-]{43}[0-9a-f]{8}$")
            && ApiKeyText.IsId(ApiKeyText.Id(text)) && text.StartsWith($"p8e_{ApiKeyText.Id(text)}_", StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Create_TwoSeeds_HaveNothingInCommon() => Prop.ForAll<int>(seed =>
    {
        var (one, other) = (ApiKeyText.Create(new SeededRandomSource(seed).Fill), ApiKeyText.Create(new SeededRandomSource(seed ^ 1).Fill));

        return ApiKeyText.Id(one) != ApiKeyText.Id(other) && one[21..64] != other[21..64] && ApiKeyText.Hash(one) != ApiKeyText.Hash(other);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsKey_OneCharacterChangedLostOrDoubled_IsFalse() => Prop.ForAll<int, int, int>((seed, place, digit) =>
    {
        var text = ApiKeyText.Create(new SeededRandomSource(seed).Fill);
        var at = (int)((uint)place % text.Length);
        var other = Digits[(int)((uint)digit % Digits.Length)];

        return (text[at] == other || !ApiKeyText.IsKey($"{text[..at]}{other}{text[(at + 1)..]}"))
            && !ApiKeyText.IsKey($"{text[..at]}{text[(at + 1)..]}") && !ApiKeyText.IsKey($"{text[..at]}{text[at]}{text[at..]}");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsKey_TwoNeighboursSwapped_IsFalse() => Prop.ForAll<int, int>((seed, place) =>
    {
        var text = ApiKeyText.Create(new SeededRandomSource(seed).Fill);
        var at = (int)((uint)place % (text.Length - 1));

        return text[at] == text[at + 1] || !ApiKeyText.IsKey($"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsKey_AnyText_SaysWhetherWithoutThrowing() =>
        Prop.ForAll<string?>(text => !ApiKeyText.IsKey(text) && !ApiKeyText.IsKey($"p8e_{text}")).QuickCheckThrowOnFailure();

    [Fact]
    public void Hash_OfAText_IsWhatSha256SumPrints() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ApiKeyText.Hash("abc"));
}
