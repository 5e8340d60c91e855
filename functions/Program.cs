using P8e.Functions;
using P8e.Functions.Hosting;

return await ProgramHost.RunAsync(Composition.Product);
