// Tests and builds what npm builds, only when something that it is made of has changed, so that Maven stays quick.
// node build-if-stale.mjs STAMP OUTPUT SOURCE… in its folder; a source that is a folder stands for all in it but `generated`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [stamp, output, ...sources] = process.argv.slice(2);
const LOCK = 'package-lock.json';
const INSTALLED = 'node_modules/.installed';

const filesOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).filter((name) => name !== 'generated').sort().flatMap((name) => filesOf(join(path, name)))
    : [path];
const digest = (files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
};
const told = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const npm = (...args) => execFileSync('npm', args, { stdio: 'inherit' });

const wanted = digest(['package.json', LOCK, 'index.html', 'tsconfig.json', 'vite.config.ts', ...sources].flatMap(filesOf));
if (told(stamp) !== wanted || !existsSync(output)) {
  const lock = digest([LOCK]);
  if (told(INSTALLED) !== lock) {
    npm('ci', '--no-audit', '--no-fund');
    writeFileSync(INSTALLED, lock);
  }
  npm('test');
  npm('run', 'build');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
