using FsCheck;
using FsCheck.Fluent;
using P8e.Azure.Tables;

namespace P8e.Azure.Tests.Tables;

public sealed class TableFilterTests
{
    [Fact]
    public void Create_AnyText_StaysOneLiteral()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<string?>(text =>
        {
            var value = (text ?? string.Empty) + "'" + text;
            var filter = TableClient.CreateQueryFilter($"A eq {value} and B eq {1}");
            return filter.StartsWith("A eq '", StringComparison.Ordinal)
                && ReadLiteral(filter, "A eq ".Length, out var end) == value
                && filter[end..] == " and B eq 1";
        }));
    }

    // As OData reads it: two quotes stand for one, a single one ends the literal.
    private static string ReadLiteral(string filter, int start, out int end)
    {
        var text = new System.Text.StringBuilder();
        for (end = start + 1; filter[end] != '\'' || (end + 1 < filter.Length && filter[end + 1] == '\''); end++)
        {
            end += filter[end] == '\'' ? 1 : 0;
            text.Append(filter[end]);
        }

        end++;
        return text.ToString();
    }
}
