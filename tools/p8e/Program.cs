using System.CommandLine;
using P8e.Cli;
using P8e.Cli.Contracts;
using P8e.Cli.Inspection;
using P8e.Cli.Keys;
using P8e.Cli.Objects;

var root = new RootCommand("P8e from the command line: keys, encrypted objects, contracts, and a look inside what travels.")
{
    KeysCommand.Create(),
    ObjectCommand.Create(),
    ContractCommand.Create(),
    InspectCommand.Create(),
};
var parsed = root.Parse(args);
return parsed.Errors.Count > 0 ? Failures.WrongUsage(parsed) : await parsed.InvokeAsync();
