using P8e.Conformance;

return await ConformanceProgram.RunAsync(args, Console.Out, CancellationToken.None);
