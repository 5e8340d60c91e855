using P8e.StoreServer;

// The store's gRPC services and nothing else, as a process of their own that says what it has used.
return await StoreServerProgram.RunAsync(args);
