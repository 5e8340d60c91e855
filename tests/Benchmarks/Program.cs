using P8e.Benchmarks;

return await BenchmarkCommand.Create(Console.Out).Parse(args).InvokeAsync();
