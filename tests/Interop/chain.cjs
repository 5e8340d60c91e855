// CosmJS against a development chain: connects, reads, signs, broadcasts, waits, searches; prints what it saw as one line of JSON.
// Arguments: RPC address, signing key (hex), recipient, then type URL and base64 of one more message.
"use strict";
const { DirectSecp256k1Wallet, Registry } = require("@cosmjs/proto-signing");
const { SigningStargateClient, StargateClient, defaultRegistryTypes } = require("@cosmjs/stargate");
const { fromBase64, fromHex } = require("@cosmjs/encoding");

const [, , rpc, keyHex, recipient, typeUrl, message] = process.argv;
const coins = (amount) => [{ denom: "nhash", amount: String(amount) }];

// A message that somebody else has encoded.
const encoded = { encode: () => ({ finish: () => fromBase64(message) }), decode: (bytes) => bytes, fromPartial: (value) => value };

async function main() {
  const wallet = await DirectSecp256k1Wallet.fromKey(fromHex(keyHex), "tp");
  const [{ address }] = await wallet.getAccounts();
  const registry = new Registry([...defaultRegistryTypes, [typeUrl, encoded]]);
  const client = await SigningStargateClient.connectWithSigner(rpc, wallet, { registry, broadcastPollIntervalMs: 50, broadcastTimeoutMs: 20000 });
  const reader = await StargateClient.connect(rpc);

  const before = await client.getBalance(recipient, "nhash");
  const sent = await client.sendTokens(address, recipient, coins(12345), { amount: coins(1666666667), gas: "250000" }, "from CosmJS");
  const written = await client.signAndBroadcast(address, [{ typeUrl, value: {} }], { amount: coins(16666666667), gas: "300000" });
  const poor = await client.signAndBroadcast(address, [{ typeUrl, value: {} }], { amount: coins(1), gas: "300000" }).then(
    () => "accepted",
    (error) => ({ code: error.code, codespace: error.codespace, log: error.log }),
  );
  const found = await reader.getTx(sent.transactionHash);
  const block = await reader.getBlock(sent.height);
  const seen = JSON.stringify({
    chainId: await reader.getChainId(),
    address,
    account: await reader.getAccount(address),
    unknown: await reader.getAccount("tp1ffy4y0kt520hpzqqpz7h8xwhxfnayrykf8zx9e"),
    sequence: (await client.getSequence(address)).sequence,
    received: String(BigInt((await reader.getBalance(recipient, "nhash")).amount) - BigInt(before.amount)),
    sent: { code: sent.code, height: sent.height, events: sent.events.map((event) => event.type) },
    written: { code: written.code, events: written.events.map((event) => event.type) },
    poor,
    found: found && { hash: found.hash === sent.transactionHash, height: found.height, code: found.code },
    searched: (await reader.searchTx(`tx.height=${sent.height}`)).map((tx) => tx.hash === sent.transactionHash),
    block: { height: block.header.height, transactions: block.txs.length },
    height: (await reader.getHeight()) >= written.height,
  }, (_, value) => (typeof value === "bigint" ? String(value) : value));
  client.disconnect();
  reader.disconnect();
  // The refused broadcast has left a timer behind that would keep the process for its whole timeout.
  process.stdout.write(seen + "\n", () => process.exit(0));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
