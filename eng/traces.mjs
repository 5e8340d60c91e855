// Prints the forms in which a word would show in a file: as it is, and as base64 at each of the three alignments it can have there.
const word = Buffer.from(process.argv[2], 'utf8');
console.log(word.toString());
for (let shift = 0; shift < 3; shift++) {
  // Characters at the edges also depend on the neighbours of the word and are left out.
  const text = Buffer.concat([Buffer.alloc(shift), word]).toString('base64').replace(/=+$/, '');
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + word.length) * 8) / 6);
  console.log(text.slice(first, last));
}
