using System.Diagnostics.CodeAnalysis;
using P8e.Protocol.Errors;

namespace P8e.Functions.Hosting;

/// <summary>What is said of a wrong setting: its name, its range, an example. Never its value, which may be a secret (design 12).</summary>
internal static class SettingFault
{
    internal static void Unless([DoesNotReturnIf(false)] bool holds, string setting, string what, string example)
    {
        if (!holds)
        {
            throw Of(setting, what, example);
        }
    }

    internal static P8eInputException Of(string setting, string what, string example) =>
        new(ErrorCodes.ConfigurationInvalid, $"Reading the settings: {setting} {what}. Example: {setting}={example}");
}
