using P8e.Durable;

namespace P8e.Functions.Hosting;

/// <summary>The embedded task hub. Section <c>Hub</c>; under the Functions host nothing of it is used. Ranges and defaults are the engine's (<see cref="TaskHubOptions"/>).</summary>
internal sealed class HubOptions
{
    internal const string Section = "Hub";

    /// <summary>Names the hub in the storage account: 3 to 32 small letters and digits, first a letter; p8e by default.</summary>
    public string Name { get; set; } = "p8e";

    /// <summary>1 to 64, fixed for the life of a hub; 4 by default.</summary>
    public int Shards
    {
        get => Engine.Shards;
        set => Engine.Shards = value;
    }

    /// <summary>1,024 to 57,344; 46,080 by default.</summary>
    public int PayloadBytesMax
    {
        get => Engine.PayloadBytesMax;
        set => Engine.PayloadBytesMax = value;
    }

    /// <summary>100 to 100,000; 20,000 by default.</summary>
    public int HistoryEventsMax
    {
        get => Engine.HistoryEventsMax;
        set => Engine.HistoryEventsMax = value;
    }

    /// <summary>1 to 1,024; 16 by default.</summary>
    public int ActivitiesMax
    {
        get => Engine.ActivitiesMax;
        set => Engine.ActivitiesMax = value;
    }

    /// <summary>10 to 600; 60 by default.</summary>
    public int LeaseSeconds
    {
        get => Engine.LeaseSeconds;
        set => Engine.LeaseSeconds = value;
    }

    /// <summary>1 to 300, below half of the lease; 10 by default.</summary>
    public int PollSeconds
    {
        get => Engine.PollSeconds;
        set => Engine.PollSeconds = value;
    }

    /// <summary>60 to 86,400; 600 by default.</summary>
    public int GraceSeconds
    {
        get => Engine.GraceSeconds;
        set => Engine.GraceSeconds = value;
    }

    internal TaskHubOptions Engine { get; } = new();

    internal void Validate()
    {
        SettingFault.Unless(
            Name.Length is >= 3 and <= 32 && char.IsAsciiLetterLower(Name[0]) && Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)),
            $"{Section}__{nameof(Name)}", "is not 3 to 32 small letters and digits, first a letter", "p8e");
        SettingFault.Unless(PollSeconds * 2 < LeaseSeconds, $"{Section}__{nameof(PollSeconds)}", $"is not below half of {Section}__{nameof(LeaseSeconds)}", "10");
    }
}
