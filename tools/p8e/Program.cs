using P8e.Cli;

var parsed = CommandLine.Create().Parse(args);
return parsed.Errors.Count > 0 ? Failures.WrongUsage(parsed) : await parsed.InvokeAsync();
