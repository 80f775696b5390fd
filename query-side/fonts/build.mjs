// Makes the fonts that documents are printed with: once, until something that they are made of changes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const hash = createHash('sha256');
for (const file of ['package.json', 'package-lock.json', 'build.mjs', 'subset.mjs']) hash.update(file).update(readFileSync(file));
const wanted = hash.digest('hex');
const output = '../target/classes/fonts';
const stamp = '../target/fonts.sha256';
if (!existsSync(stamp) || !existsSync(`${output}/sans.ttf`) || readFileSync(stamp, 'utf8') !== wanted) {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const installed = 'node_modules/.installed';
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit' });
    writeFileSync(installed, lock);
  }
  mkdirSync(output, { recursive: true });
  const { subset } = await import('./subset.mjs');
  await subset(output);
  writeFileSync(stamp, wanted);
}
