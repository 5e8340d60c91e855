// Prints the body of POST /api/v1/transactions that publishes a scope specification and then, in a second transaction, writes a scope of it.
// usage: node eng/first-scope.mjs OWNER_ADDRESS SCOPE_UUID SPECIFICATION_UUID
const [owner, scope, specification] = process.argv.slice(2);
// A metadata address is a type byte and the UUID; in protobuf JSON bytes are base64.
const address = (type, uuid) => Buffer.from([type, ...Buffer.from(uuid.replaceAll("-", ""), "hex")]).toString("base64");
const scopeId = address(0, scope);
const specificationId = address(4, specification);
const message = (name, fields) => ({ messages: [{ "@type": `/provenance.metadata.v1.Msg${name}Request`, ...fields, signers: [owner] }] });

console.log(JSON.stringify({
  transactions: [
    message("WriteScopeSpecification", {
      specification: { specificationId, description: { name: "Demo loan" }, ownerAddresses: [owner], partiesInvolved: ["PARTY_TYPE_OWNER"] },
    }),
    message("WriteScope", {
      scope: { scopeId, specificationId, owners: [{ address: owner, role: "PARTY_TYPE_OWNER" }], valueOwnerAddress: owner },
    }),
  ],
}, null, 2));
