using System.CommandLine;
using P8e.Cli.Access;
using P8e.Cli.Affiliates;
using P8e.Cli.Contracts;
using P8e.Cli.Executions;
using P8e.Cli.Inspection;
using P8e.Cli.Keys;
using P8e.Cli.Objects;
using P8e.Cli.Scopes;

namespace P8e.Cli;

/// <summary>All commands.</summary>
internal static class CommandLine
{
    internal static RootCommand Create() =>
        new("P8e from the command line: contracts and their execution, scopes and records, keys, encrypted objects, and a look inside what travels.")
        {
            KeysCommand.Create(),
            ObjectCommand.Create(),
            AccessCommand.Create(),
            AffiliateCommand.Create(),
            ContractCommand.Create(),
            SubmitCommand.Create(),
            ExecutionsCommand.Create(),
            ScopeCommand.Create(),
            RecordCommand.Create(),
            InspectCommand.Create(),
        };
}
