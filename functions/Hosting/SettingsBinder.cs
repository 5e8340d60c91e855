using System.Globalization;
using System.Reflection;

namespace P8e.Functions.Hosting;

/// <summary>
/// Settings into options classes. Stricter than the framework's binder, which is why it is here: a name that no class knows is an error, and what is said of a wrong value never shows it.
/// </summary>
internal static class SettingsBinder
{
    /// <summary>Options from one section; what is not set keeps its default.</summary>
    internal static T Bind<T>(Settings settings, string section)
        where T : class, new()
    {
        var options = new T();
        var properties = Properties(typeof(T));
        foreach (var name in settings.NamesIn(section))
        {
            var isKnown = properties.Any(property => string.Equals(Name(section, property), name, StringComparison.OrdinalIgnoreCase));
            SettingFault.Unless(isKnown, name, "is no setting of this program; local.settings.sample.json lists them", Name(section, properties[0]));
        }

        foreach (var property in properties)
        {
            if (settings.Find(Name(section, property)) is { } text)
            {
                Set(options, property, text, Name(section, property));
            }
        }

        return options;
    }

    /// <summary>The names that a section can have.</summary>
    internal static IEnumerable<string> NamesOf(Type options, string section) => Properties(options).Select(property => Name(section, property));

    private static PropertyInfo[] Properties(Type options) =>
        [.. options.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is { IsPublic: true })];

    private static string Name(string section, PropertyInfo property) => $"{section}__{property.Name}";

    private static void Set(object options, PropertyInfo property, string text, string name)
    {
        var example = Convert.ToString(property.GetValue(options), CultureInfo.InvariantCulture) is { Length: > 0 } usual ? usual : "(empty)";
        var value = Parse(property.PropertyType, text) ?? throw SettingFault.Of(name, $"is not {Form(property.PropertyType)}", example);
        try
        {
            property.SetValue(options, value);
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentOutOfRangeException range)
        {
            // "value ('x') must be less than or equal to 'y'": of a number, which is no secret.
            throw SettingFault.Of(name, $"is outside its range: {range.Message.Split(" (Parameter")[0]}", example);
        }
    }

    private static object? Parse(Type type, string text)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        }

        // Numbers would name members too, also ones that do not exist.
        return type.IsEnum && !text.Any(char.IsDigit) && Enum.TryParse(type, text, ignoreCase: true, out var member) ? member : null;
    }

    private static string Form(Type type) =>
        type == typeof(int) ? "a whole number" : type == typeof(double) ? "a number like 0.25" : type == typeof(Uri) ? "an absolute address" : $"of {string.Join(", ", Enum.GetNames(type))}";
}
