using P8e.Devchain;

const int WrongUsage = 2;
var root = RunCommand.Create();
root.Add(GenesisCommand.Create());
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
