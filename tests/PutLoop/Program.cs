using P8e.PutLoop;

// Puts objects until it is killed, and says so after each: the victim of the crash tests.
await PutLoopProgram.RunAsync(args[0], args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);
