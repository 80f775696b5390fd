// Two fonts: all that Noto Sans SC has, and what the Japanese and Hong Kong ones have beyond the basic plane.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';

const source = (region) => `node_modules/@expo-google-fonts/noto-sans-${region}/400Regular/NotoSans${region.toUpperCase()}_400Regular.ttf`;
const characters = (path) => fontkit.openSync(path).characterSet;
// Radicals look like the characters themselves: with both in the font, text copied from a document would hold radicals.
const radical = (c) => c >= 0x2e80 && c <= 0x2fdf;
const rare = (c) => c >= 0x20000;

const HEADER = 12;
const RECORD = 16;

/** Without substitutions, by which a document would show other glyphs than its text says (OpenType, "Table directory"). */
function withoutSubstitutions(font) {
  const count = font.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, i) => font.subarray(HEADER + i * RECORD, HEADER + (i + 1) * RECORD));
  const kept = records.filter((record) => record.toString('latin1', 0, 4) !== 'GSUB');
  const power = Math.floor(Math.log2(kept.length));
  const directory = Buffer.alloc(HEADER + kept.length * RECORD);
  directory.writeUInt32BE(font.readUInt32BE(0), 0);
  directory.writeUInt16BE(kept.length, 4);
  directory.writeUInt16BE(RECORD << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(kept.length * RECORD - (RECORD << power), 10);
  const tables = [];
  let at = directory.length;
  kept.forEach((record, i) => {
    const from = record.readUInt32BE(8);
    const table = Buffer.alloc(Math.ceil(record.readUInt32BE(12) / 4) * 4);
    font.copy(table, 0, from, from + record.readUInt32BE(12));
    record.copy(directory, HEADER + i * RECORD);
    directory.writeUInt32BE(at, HEADER + i * RECORD + 8);
    tables.push(table);
    at += table.length;
  });
  return Buffer.concat([directory, ...tables]);
}

async function write(from, wanted, to) {
  const text = wanted.map((c) => String.fromCodePoint(c)).join('');
  const font = await subsetFont(readFileSync(from), text, { targetFormat: 'truetype', noLayoutClosure: true });
  writeFileSync(to, withoutSubstitutions(Buffer.from(font)));
}

export async function subset(output) {
  const sans = characters(source('sc')).filter((c) => !radical(c));
  await write(source('sc'), sans, `${output}/sans.ttf`);
  const japanese = characters(source('jp')).filter((c) => rare(c) && !sans.includes(c));
  await write(source('jp'), japanese, `${output}/rare-1.ttf`);
  const hongKong = characters(source('hk')).filter((c) => rare(c) && !sans.includes(c) && !japanese.includes(c));
  await write(source('hk'), hongKong, `${output}/rare-2.ttf`);
  copyFileSync('node_modules/@expo-google-fonts/noto-sans-sc/LICENSE_FONT', `${output}/LICENSE`);
}
