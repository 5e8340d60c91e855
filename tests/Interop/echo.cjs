// The test service as grpc-js knows it, from the same file the other side is generated from.
'use strict';
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const definition = loader.loadSync(path.join(__dirname, 'echo.proto'), { longs: String, defaults: true });
module.exports = grpc.loadPackageDefinition(definition).p8e.tests.grpc;
