// A peer of benchmark B10: builds, signs and encodes a transaction of three MsgSend with CosmJS, as often as it is asked.
// Lines in: "sign COUNT" answers the nanoseconds it took, "bytes" the transaction in hex. It ends with its input.
"use strict";
const readline = require("node:readline");
const { DirectSecp256k1Wallet, Registry, encodePubkey, makeAuthInfoBytes, makeSignDoc } = require("@cosmjs/proto-signing");
const { defaultRegistryTypes } = require("@cosmjs/stargate");
const { encodeSecp256k1Pubkey } = require("@cosmjs/amino");
const { TxRaw } = require("cosmjs-types/cosmos/tx/v1beta1/tx");
const { fromBase64, fromHex, toHex } = require("@cosmjs/encoding");

const [, , keyHex, to, chainId] = process.argv;

async function main() {
  const wallet = await DirectSecp256k1Wallet.fromKey(fromHex(keyHex), "tp");
  const [account] = await wallet.getAccounts();
  const registry = new Registry(defaultRegistryTypes);

  async function sign() {
    const messages = ["1", "2", "3"].map((amount) => ({
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: account.address, toAddress: to, amount: [{ denom: "nhash", amount }] },
    }));
    const body = registry.encode({ typeUrl: "/cosmos.tx.v1beta1.TxBody", value: { messages, memo: "", timeoutHeight: 100n } });
    const pubkey = encodePubkey(encodeSecp256k1Pubkey(account.pubkey));
    const authInfo = makeAuthInfoBytes([{ pubkey, sequence: 7 }], [{ denom: "nhash", amount: "5000000000" }], 250000, undefined, undefined);
    const { signed, signature } = await wallet.signDirect(account.address, makeSignDoc(body, authInfo, chainId, 4));
    return TxRaw.encode({ bodyBytes: signed.bodyBytes, authInfoBytes: signed.authInfoBytes, signatures: [fromBase64(signature.signature)] }).finish();
  }

  console.log("cosmjs 1");
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [what, count] = line.split(" ");
    if (what === "bytes") {
      console.log(toHex(await sign()));
      continue;
    }

    const start = process.hrtime.bigint();
    for (let done = 0; done < Number(count); done++) {
      await sign();
    }

    console.log(String(process.hrtime.bigint() - start));
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
