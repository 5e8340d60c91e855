// A client of grpc-js for the test service: makes each kind of call once, and prints what came back as one JSON object.
'use strict';
const grpc = require('@grpc/grpc-js');
const { Echo } = require('./echo.cjs');

const client = new Echo(process.argv[2], grpc.credentials.createInsecure());
const failure = error => ({ code: error.code, details: error.details, tail: error.metadata.get('x-tail') });

function unary(text, options = {}) {
  return new Promise(resolve => {
    const metadata = new grpc.Metadata();
    metadata.add('x-text', 'plain');
    metadata.add('x-bytes-bin', Buffer.from([0, 255, 13, 10]));
    const answer = {};
    const call = client.Say({ text, number: '-5' }, metadata, options, (error, note) => {
      Object.assign(answer, error ? failure(error) : { text: note.text, number: note.number });
    });
    call.on('metadata', head => { answer.head = head.get('x-bytes-bin').map(value => value.toString('hex')); });
    call.on('status', () => setImmediate(() => resolve(answer)));
  });
}

const collect = call => new Promise(resolve => {
  const numbers = [];
  call.on('data', note => numbers.push(Number(note.number)));
  call.on('end', () => resolve(numbers));
  call.on('error', error => resolve(failure(error)));
});

const sum = count => new Promise(resolve => {
  const call = client.Sum((error, note) => resolve(error ? failure(error) : Number(note.number)));
  for (let i = 0; i < count; i++) call.write({ number: i });
  call.end();
});

function talk(count) {
  const call = client.Talk();
  for (let i = 0; i < count; i++) call.write({ number: i });
  call.end();
  return collect(call);
}

async function main() {
  console.log(JSON.stringify({
    said: await unary('grün'),
    refused: await unary('refuse'),
    late: await unary('wait', { deadline: Date.now() + 200 }),
    counted: await collect(client.Count({ number: 1000 })),
    summed: await sum(1000),
    talked: await talk(5),
  }));
  client.close();
}

main();
