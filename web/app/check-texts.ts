/**
 * Sees that `make texts` would change nothing: every text in the code is in both catalogues.
 *
 * That the Chinese one has a text for each is seen by the build, which fails otherwise.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const LOCALES = join(import.meta.dirname, 'src', 'locales');
const DATE = /^"POT-Creation-Date: .*\n/m;

const kept = await mkdtemp(join(import.meta.dirname, '..', '.locales-'));
await cp(LOCALES, kept, { recursive: true });
try {
  execFileSync('npm', ['run', '--silent', 'texts'], { stdio: 'ignore' });
  for (const file of ['en.po', 'zh.po']) {
    const [before, after] = await Promise.all([
      readFile(join(kept, file), 'utf8'),
      readFile(join(LOCALES, file), 'utf8'),
    ]);
    if (before.replace(DATE, '') === after.replace(DATE, '')) continue;
    console.error(`web/app/src/locales/${file} is stale: run make texts, and write what is new in Chinese.`);
    process.exitCode = 1;
  }
} finally {
  await cp(kept, LOCALES, { recursive: true, force: true });
  await rm(kept, { recursive: true });
}
