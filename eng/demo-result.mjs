// Compares what was read back with what was submitted, and prints the execution as one line of JSON.
// usage: node eng/demo-result.mjs REQUEST EXECUTION CONTRACT RECORD…   (JSON files: the submitted body, the execution, the contract, the records as read)
import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";

const [request, execution, contract, ...records] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, "utf8")));
if (execution.status !== "Completed" || execution.steps.length !== 10 || !execution.steps.every(step => ["done", "notNeeded"].includes(step.state))) {
  throw new Error(`the execution is not acknowledged: ${JSON.stringify(execution)}`);
}

for (const record of records) {
  // The sample's functions return what they are given, so each record is its function's one input.
  const [input] = contract.functions.find(made => made.record.name === record.name).inputs.filter(value => value.name in request.records);
  deepStrictEqual(record.content, request.records[input.name], `record ${record.name} is not what was submitted`);
}

deepStrictEqual(records.map(record => record.name).sort(), execution.results.map(result => result.record).sort(), "not every record was read back");
console.log(JSON.stringify({
  executionId: execution.id,
  scopeAddress: execution.scope.address,
  txHash: execution.transaction.hash,
  height: execution.transaction.height,
  steps: execution.steps.map(({ name, state, at }) => ({ name, state, at: at ?? null })),
  records: records.map(record => ({ name: record.name, hash: record.outputs[0].hash })),
}));
