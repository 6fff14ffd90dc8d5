// Packs what was built, so that the server need not, and sees that what a person waits for first stays small.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KIB = 350;
const folder = 'target/dist';
const index = readFileSync(join(folder, 'index.html'), 'utf8');
let initial = 0;

for (const name of readdirSync(join(folder, 'assets'))) {
  if (!/\.(js|css|svg)$/.test(name)) continue;
  const file = join(folder, 'assets', name);
  const packed = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(`${file}.gz`, packed);
  if (index.includes(name)) initial += packed.length;
}

const kib = Math.round(initial / 1024);
if (initial === 0) {
  throw new Error('index.html names no asset: what was measured is nothing');
}
if (kib > LIMIT_KIB) {
  throw new Error(`The first load is ${kib} KiB packed; the limit is ${LIMIT_KIB}`);
}
console.log(`The console's first load is ${kib} KiB packed (limit ${LIMIT_KIB})`);
