using Azure;
using P8e.Azure.Tables;

namespace P8e.Azure.Tests.Tables;

public sealed class TableEntityRulesTests
{
    public static TheoryData<string, object, string?> Values => new()
    {
        { "A", new string('x', 32 * 1024), null },
        { "A", new string('x', (32 * 1024) + 1), "PropertyValueTooLarge" },
        { "A", new byte[64 * 1024], null },
        { "A", new byte[(64 * 1024) + 1], "PropertyValueTooLarge" },
        { "A", new BinaryData(new byte[(64 * 1024) + 1]), "PropertyValueTooLarge" },
        { "A", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero), null },
        { "A", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1), "OutOfRangeInput" },
        { "A", "half \ud800", "InvalidInput" },
        { "A", "\udc00\ud800", "InvalidInput" },
        { "A", "whole \ud83d\udd11 \ud83d\udd11", null },
        { new string('n', 255), 1, null },
        { new string('n', 256), 1, "PropertyNameTooLong" },
        { "_a1", 1, null },
        { "1a", 1, "PropertyNameInvalid" },
        { "a-b", 1, "PropertyNameInvalid" },
        { "a@odata.type", 1, "PropertyNameInvalid" },
        { string.Empty, 1, "PropertyNameInvalid" },
    };

    public static TheoryData<string?, string?> Keys => new()
    {
        { string.Empty, null },
        { new string('k', 512), null },
        { new string('k', 513), "KeyValueTooLarge" },
        { null, "PropertiesNeedValue" },
        { "a/b", "OutOfRangeInput" },
        { "a\\b", "OutOfRangeInput" },
        { "a#b", "OutOfRangeInput" },
        { "a?b", "OutOfRangeInput" },
        { "a\0", "OutOfRangeInput" },
        { "a\t", "OutOfRangeInput" },
        { "a\u001f", "OutOfRangeInput" },
        { "a\u007f", "OutOfRangeInput" },
        { "a\u009f", "OutOfRangeInput" },
        { "a\u00a0'%+ ", null },
        { "\ud800", "OutOfRangeInput" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Check_Value_IsAcceptedOrRefusedByItsCode(string name, object value, string? code) =>
        Expect(new TableEntity("p", "r") { [name] = value }, code);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Check_Key_IsAcceptedOrRefusedByItsCode(string? key, string? code)
    {
        Expect(new TableEntity { ["PartitionKey"] = key, ["RowKey"] = "r" }, code);
        Expect(new TableEntity { ["PartitionKey"] = "p", ["RowKey"] = key }, code);
    }

    [Theory]
    [InlineData(252, null)]
    [InlineData(253, "TooManyProperties")]
    public void Check_NumberOfValues_IsBounded(int count, string? code)
    {
        var row = new TableEntity("p", "r");
        for (var i = 0; i < count; i++)
        {
            row[$"A{i}"] = i;
        }

        Expect(row, code);
    }

    [Fact]
    public void Check_Size_FollowsTheServicesFormula()
    {
        var row = new TableEntity("pp", "r") { ["S"] = "abc", ["B"] = new byte[5], ["I"] = 1, ["L"] = 1L, ["D"] = 1.0, ["T"] = DateTimeOffset.UnixEpoch, ["G"] = Guid.Empty, ["F"] = true };

        Assert.Equal(4 + (3 * 2) + (8 * (8 + 2)) + (4 + 6) + (4 + 5) + 4 + 8 + 8 + 8 + 16 + 1, TableEntityRules.Check(row));
    }

    private static void Expect(TableEntity row, string? code)
    {
        if (code is null)
        {
            Assert.InRange(TableEntityRules.Check(row), 1, TableEntityRules.MaxEntityBytes);
            return;
        }

        var error = Assert.Throws<RequestFailedException>(() => TableEntityRules.Check(row));
        Assert.Equal((400, code), (error.Status, error.ErrorCode));
    }
}
