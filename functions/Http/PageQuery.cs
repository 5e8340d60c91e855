using System.Globalization;
using Microsoft.AspNetCore.Http;
using P8e.Protocol.Errors;

namespace P8e.Functions.Http;

/// <summary>Which part of a listing is asked for: <c>?most=50&amp;cursor=…</c> (design 10).</summary>
/// <param name="Cursor">Of the page before; null for the first.</param>
/// <param name="Most">Most items.</param>
internal sealed record PageQuery(string? Cursor, int Most)
{
    private const int UsualItems = 50;

    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>.</exception>
    internal static PageQuery Read(HttpRequest request, string doing, int itemsMax)
    {
        var cursor = request.Query["cursor"].ToString();
        var most = request.Query["most"].ToString();
        var items = UsualItems;
        if (most.Length > 0 && (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out items) || items < 1 || items > itemsMax))
        {
            throw new P8eInputException(ErrorCodes.RequestMalformed, string.Create(CultureInfo.InvariantCulture, $"{doing}: 'most' is not a number of items, 1 to {itemsMax}."));
        }

        return new PageQuery(cursor.Length == 0 ? null : cursor, items);
    }
}
