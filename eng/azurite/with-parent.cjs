// Loaded before Azurite (node --require). Standard input is a pipe held by the process that started it: the word "stop" ends Azurite in
// order, with everything written to its folder; the end of the pipe means that the starter is gone, whatever became of it.
'use strict';
process.stdin.on('data', chunk => { if (chunk.toString().includes('stop')) process.emit('SIGINT'); });
process.stdin.on('end', () => process.exit(0));
process.stdin.unref?.();
