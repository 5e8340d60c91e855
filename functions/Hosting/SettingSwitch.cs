namespace P8e.Functions.Hosting;

/// <summary>A setting that is on or off.</summary>
internal enum SettingSwitch
{
    /// <summary>Not done.</summary>
    Off,

    /// <summary>Done.</summary>
    On,
}
