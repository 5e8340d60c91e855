// A server of grpc-js for the test service. Prints its port; ends when its standard input does.
'use strict';
const grpc = require('@grpc/grpc-js');
const { Echo } = require('./echo.cjs');

const server = new grpc.Server();
server.addService(Echo.service, {
  Say: (call, done) => {
    const metadata = new grpc.Metadata();
    for (const key of ['x-text', 'x-bytes-bin']) call.metadata.get(key).forEach(value => metadata.add(key, value));
    if (call.request.text === 'refuse') {
      done({ code: grpc.status.FAILED_PRECONDITION, details: '50% – half\n', metadata });
    } else {
      call.sendMetadata(metadata);
      done(null, call.request, metadata);
    }
  },
  Count: call => {
    for (let i = 0; i < Number(call.request.number); i++) call.write({ number: i, data: call.request.data });
    call.end();
  },
  Sum: (call, done) => {
    let sum = 0;
    call.on('data', note => { sum += Number(note.number); });
    call.on('end', () => done(null, { number: sum }));
  },
  Talk: call => {
    call.on('data', note => call.write(note));
    call.on('end', () => call.end());
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
process.stdin.resume().on('end', () => process.exit(0));
