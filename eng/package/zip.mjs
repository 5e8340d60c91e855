// Writes a zip of a folder whose bytes depend on names, modes and contents alone: sorted, without times, deflated by Node's zlib. Executables keep their mark, which a deployed zip needs.
// Usage: node eng/package/zip.mjs FOLDER ZIP
import { createWriteStream, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const [folder, target] = process.argv.slice(2);
const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
  .sort((a, b) => (a < b ? -1 : 1));

const table = Int32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const utf8 = 0x800, deflated = 8, version = 20, unix = 3 << 8, firstOfJanuary1980 = 0x21;
const out = createWriteStream(target), directory = [];
let offset = 0;
for (const name of names) {
  const path = join(folder, name), bytes = readFileSync(path), packed = deflateRawSync(bytes, { level: 6 }), text = Buffer.from(name);
  // What stands both before the file and in the directory at the end: version to 26 bytes on.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(version, 0);
  common.writeUInt16LE(utf8, 2);
  common.writeUInt16LE(deflated, 4);
  common.writeUInt16LE(firstOfJanuary1980, 8);
  common.writeUInt32LE(crc32(bytes), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(bytes.length, 18);
  common.writeUInt16LE(text.length, 22);
  const after = Buffer.alloc(14);
  after.writeUInt32LE(((statSync(path).mode & 0o777) | 0o100000) * 65536, 6);
  after.writeUInt32LE(offset, 10);
  directory.push(Buffer.from("PK\x01\x02"), Buffer.from([version, unix >> 8]), common, after, text);
  for (const part of [Buffer.from("PK\x03\x04"), common, text, packed]) {
    out.write(part);
    offset += part.length;
  }
}

const list = Buffer.concat(directory), end = Buffer.alloc(22);
end.write("PK\x05\x06");
end.writeUInt16LE(names.length, 8);
end.writeUInt16LE(names.length, 10);
end.writeUInt32LE(list.length, 12);
end.writeUInt32LE(offset, 16);
out.write(list);
out.end(end);
