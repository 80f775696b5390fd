// Builds the console only when something that it is made of has changed, so that Maven stays quick.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'generated')
    .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
const files = ['package.json', 'package-lock.json', 'index.html', 'tsconfig.json', 'vite.config.ts', 'codegen.mjs', ...walk('../api-graphql/src/main/resources/graphql'), ...walk('src'), ...walk('public')];
const hash = createHash('sha256');
for (const file of files) hash.update(file).update(readFileSync(file));
const wanted = hash.digest('hex');
const stamp = 'target/console.sha256';
const run = (...args) => execFileSync('npm', args, { stdio: 'inherit' });

if (!existsSync(stamp) || !existsSync('target/classes/static/app/index.html') || readFileSync(stamp, 'utf8') !== wanted) {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const installed = 'node_modules/.installed';
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
    run('ci', '--no-audit', '--no-fund');
    writeFileSync(installed, lock);
  }
  run('test');
  run('run', 'build');
  mkdirSync('target', { recursive: true });
  writeFileSync(stamp, wanted);
}
