using P8e.Devvault;

const int WrongUsage = 2;
var parsed = RunCommand.Create().Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
