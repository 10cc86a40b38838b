import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const LOCALES = resolve(import.meta.dirname, 'src', 'locales');
/** As code names the texts of a page in a language: `texts:store/zh`. */
const NAME = /^texts:(\w+)\/(\w+)$/;
/** As the module of such texts is called; what ends so is compiled by Lingui. */
const MODULE = /\.po\?(\w+)\?lingui$/;
/** As a text is called in the code that shows it. */
const TEXT = /["'`]([\w-]{6})["'`]/g;
const MESSAGES = /JSON\.parse\((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)\)/;

/** Gives each page the texts that its own screens show, of the catalogues that all pages share. */
export function pageTexts(): Plugin {
  const shown = new Map<string, ReadonlySet<string>>();
  const unseen = new Map<string, Set<string>>();
  return {
    name: 'page-texts',
    enforce: 'post',
    resolveId(source) {
      const [, page, language] = NAME.exec(source) ?? [];
      return page ? `${LOCALES}/${language}.po?${page}?lingui` : null;
    },
    buildStart: () => {
      unseen.clear();
    },
    transform(code, id) {
      shown.set(id, new Set([...code.matchAll(TEXT)].map(([, name]) => name!)));
    },
    renderChunk(code, chunk) {
      const [file, page] = chunk.moduleIds.flatMap((id) => (MODULE.exec(id) ? [id, MODULE.exec(id)![1]!] : []));
      if (!file || !page) return null;
      const needed = new Set<string>();
      const seen = new Set<string>();
      const visit = (id: string): void => {
        if (seen.has(id)) return;
        seen.add(id);
        for (const name of shown.get(id) ?? []) needed.add(name);
        const { importedIds = [], dynamicallyImportedIds = [] } = this.getModuleInfo(id) ?? {};
        for (const next of [...importedIds, ...dynamicallyImportedIds]) visit(next);
      };
      visit(resolve(import.meta.dirname, `${page}.html`));
      let found = false;
      const narrowed = code.replace(MESSAGES, (literal) => {
        found = true;
        const messages = new Function(`return ${literal}`)() as Record<string, unknown>;
        // A text is shown by one page at least.
        const [catalogue] = file.split('?') as [string];
        const before = unseen.get(catalogue) ?? new Set(Object.keys(messages));
        unseen.set(catalogue, new Set([...before].filter((name) => !needed.has(name))));
        const own = Object.entries(messages).filter(([name]) => needed.has(name));
        return `JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(own)))})`;
      });
      if (!found) throw new Error(`The texts of the page ${page} are not written as expected.`);
      return { code: narrowed, map: null };
    },
    writeBundle() {
      for (const [catalogue, names] of unseen) {
        if (names.size > 0) throw new Error(`${catalogue}: no page's code has the texts ${[...names].join(', ')}.`);
      }
    },
  };
}
