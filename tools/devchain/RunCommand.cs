using System.CommandLine;
using P8e.Devchain.Surfaces;

namespace P8e.Devchain;

/// <summary>The command line: runs one chain until it is interrupted.</summary>
internal static class RunCommand
{
    internal static RootCommand Create()
    {
        var genesis = new Option<FileInfo>("--genesis") { Description = "Provenance genesis file, or an extract of one.", Required = true };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder that keeps the chain; without it the chain is forgotten at the end." };
        var interval = new Option<int>("--block-milliseconds")
        {
            Description = "Time from block to block; 0 makes a block as soon as a transaction waits.", DefaultValueFactory = _ => 1000,
        };
        var grpc = Port("--grpc-port", 9090);
        var rest = Port("--rest-port", 1317);
        var rpc = Port("--rpc-port", 26657);
        var lenient = new Option<bool>("--lenient-contracts")
        {
            Description = "Accounts that never signed do not count as smart contracts. A real node is not so kind.",
        };
        var portFile = new Option<FileInfo?>("--port-file") { Description = "Gets the addresses as one JSON object, once they are open." };
        var parent = new Option<bool>("--with-parent") { Description = "Ends when standard input does." };
        var start = new Option<DateTimeOffset?>("--clock-start") { Description = "What time it is at the start (RFC 3339); block times follow." };
        interval.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or (> 0 and < 10) or > 600_000)
            {
                result.AddError("--block-milliseconds must be 0, or 10 to 600000.");
            }
        });
        var command = new RootCommand("A chain for development and tests that answers like a Provenance node. Never keep anything of value on it.")
        {
            genesis, data, interval, grpc, rest, rpc, lenient, portFile, parent, start,
        };
        command.SetAction((parsed, cancellationToken) => ChainProgram.RunAsync(
            new RunSettings
            {
                Genesis = parsed.GetRequiredValue(genesis),
                Data = parsed.GetValue(data),
                Interval = TimeSpan.FromMilliseconds(parsed.GetValue(interval)),
                Ports = new HostPorts(parsed.GetValue(grpc), parsed.GetValue(rest), parsed.GetValue(rpc)),
                LenientContracts = parsed.GetValue(lenient),
                PortFile = parsed.GetValue(portFile),
                WithParent = parsed.GetValue(parent),
                ClockStart = parsed.GetValue(start),
            },
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static Option<int> Port(string name, int standard)
    {
        var port = new Option<int>(name) { Description = "0 takes a free one.", DefaultValueFactory = _ => standard };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
            {
                result.AddError($"{name} must be 0 to {ushort.MaxValue}.");
            }
        });
        return port;
    }
}
