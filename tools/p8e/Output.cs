using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace P8e.Cli;

/// <summary>Where results go: a table for people, one JSON value for programs.</summary>
internal sealed class Output(bool isJson)
{
    /// <summary>Hashes and addresses are printed as they are, not escaped for a web page.</summary>
    internal static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal bool IsJson => isJson;

    /// <summary>Prints the one line that programs read.</summary>
    internal static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, JsonForm));

    /// <summary>Prints one thing: names and values; what has no value has no line.</summary>
    internal void Write(object value, params (string Name, string Text)[] lines)
    {
        if (isJson)
        {
            WriteJson(value);
            return;
        }

        var width = lines.Max(line => line.Name.Length);
        foreach (var (name, text) in lines.Where(line => line.Text.Length > 0))
        {
            Console.WriteLine($"{name.PadRight(width)}  {Printable(text)}");
        }
    }

    /// <summary>Prints a list.</summary>
    internal void WriteTable(object values, string[] columns, IEnumerable<string[]> rows)
    {
        if (isJson)
        {
            WriteJson(values);
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => Markup.Escape(Printable(cell))).ToArray());
        }

        // A pipe has no width; hashes must not be broken there.
        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 400 : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
    }

    /// <summary>Says that a list goes on; programs find the cursor in the list.</summary>
    internal void WriteCursor(string cursor)
    {
        if (!isJson && cursor.Length > 0)
        {
            Console.Error.WriteLine($"There is more: the same with --cursor {Printable(cursor)}");
        }
    }

    /// <summary>Texts of strangers reach the terminal without their control characters.</summary>
    internal static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '·' : character));
}
