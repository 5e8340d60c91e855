using P8e.Functions.Hosting;
using P8e.FunctionsProbe;

// The real program with parts that fail on demand: see ProbeParts.
return await ProgramHost.RunAsync(ProbeParts.Composition);
