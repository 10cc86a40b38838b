import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useProblems } from '../../hub/problems';
import { useChange, type Problem } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Buttons, Fields, TextField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Refused } from '../../ui/states';
import { toast } from '../../ui/Toasts';
import { ImportProductsDocument, type ImportProductsMutation } from './listings.generated';
import styles from './listings.module.css';
import { LISTING_ACTION } from './words';

type Outcome = ImportProductsMutation['importProducts'];

/** Faults that are told; a file can have hundreds. */
const TOLD = 20;
/** As base64 it has a third more, and a request no more than a mebibyte. */
const FILE_BYTES = 675_000;

/** Reads a spreadsheet back that was taken along and edited: first it says what would come of it. */
export function SheetDialog({ done }: { done: () => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { run, running } = useChange(ImportProductsDocument);

  async function choose(chosen: File | undefined): Promise<void> {
    setOutcome(null);
    setProblems([]);
    if (!chosen) return;
    if (chosen.size > FILE_BYTES) {
      setProblems([{ code: 'TOO_LONG', message: t`The file is too large. Read it in parts.` }]);
      return;
    }
    const read = await base64Of(chosen);
    setFile(read);
    setProblems(await run({ file: read, dryRun: true }, ({ importProducts }) => setOutcome(importProducts)));
  }

  async function write(): Promise<void> {
    const found = await run({ file });
    setProblems(found);
    if (found.length > 0) return;
    toast(t`The products say what the file does.`);
    setOpen(false);
    done();
  }

  const count = outcome?.products?.length ?? 0;
  return (
    <>
      <Button
        onClick={() => {
          setOutcome(null);
          setProblems([]);
          setOpen(true);
        }}
      >
        <Trans>Read a spreadsheet</Trans>
      </Button>
      <Dialog title={t`Read a spreadsheet`} open={open} close={() => setOpen(false)}>
        <div className="stack">
          <p>
            <Trans>
              Take the products along as a spreadsheet, edit it, and give it back here. A row without an id describes a
              new product; nothing is written before you have seen what would change.
            </Trans>
          </p>
          <Fields>
            <TextField
              label={t`File`}
              type="file"
              accept=".csv,.xlsx,.xls,.ods"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          </Fields>
          {running && (
            <p role="status">
              <Trans>Reading…</Trans>
            </p>
          )}
          <Faults of={problems} />
          {outcome && <Preview of={outcome} />}
          <Buttons>
            {count > 0 && (
              <Button look="primary" disabled={running} onClick={() => void write()}>
                <Plural value={count} one="Write # product" other="Write # products" />
              </Button>
            )}
            <Button look="quiet" onClick={() => setOpen(false)}>
              <Trans>Not now</Trans>
            </Button>
          </Buttons>
        </div>
      </Dialog>
    </>
  );
}

function Preview({ of: { created, changed, unchanged, products, ignoredColumns } }: { of: Outcome }) {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  return (
    <>
      <p role="status">
        <Trans>
          New: {number(created ?? 0)} · changed: {number(changed ?? 0)} · the same: {number(unchanged ?? 0)}
        </Trans>
      </p>
      {ignoredColumns && ignoredColumns.length > 0 && (
        <p>
          <Trans>Nothing is read from these columns: {ignoredColumns.join(', ')}</Trans>
        </p>
      )}
      <ul className={styles.preview} aria-label={t`What would change`}>
        {products?.map(({ row, action, name, changes }) => (
          <li key={row}>
            <details>
              <summary>
                {word(LISTING_ACTION, action)} · {name}
              </summary>
              <ul className={styles.changes}>
                {changes.map(({ field, before, after }) => (
                  <li key={field}>
                    <code>{field}</code>
                    {before !== null && <del>{before}</del>}
                    {after !== null && <ins>{after}</ins>}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is wrong, with where it stands in the file. */
function Faults({ of }: { of: readonly (Problem & { field?: readonly string[] | null })[] }) {
  const { sentence } = useProblems();
  if (of.length === 0) return null;
  const left = of.length - TOLD;
  return (
    <Refused>
      {of.slice(0, TOLD).map((problem, index) => {
        const [, row, column] = problem.field ?? [];
        return (
          <p key={index}>
            {row && (
              <strong>
                <Trans>Row {row}</Trans>
                {column && ` · ${column}`}:{' '}
              </strong>
            )}
            {sentence(problem)}
          </p>
        );
      })}
      {left > 0 && (
        <p>
          <Plural value={left} one="and # more" other="and # more" />
        </p>
      )}
    </Refused>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
