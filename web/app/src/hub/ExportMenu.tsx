import { Trans, useLingui } from '@lingui/react/macro';
import type { DocumentNode } from 'graphql';
import { useRef, useState, type ReactNode } from 'react';
import { stringifyDocument } from 'urql';
import { Button } from '../ui/Button';
import { Menu, MenuItem, MenuLink } from '../ui/Menu';
import { toast } from '../ui/Toasts';
import { graphiqlAddress, saveFile, type FileFormat } from './export';
import { useProblems } from './problems';

interface ExportMenuProps {
  /** Asks for one list, and of that for `nodes`. */
  query: DocumentNode;
  variables: Readonly<Record<string, unknown>>;
  /** What is in the file; its name says the day too. */
  name: string;
  /** As three dots. */
  small?: boolean;
  /** What else there is in the menu. */
  children?: ReactNode;
}

/** What is shown, taken along: as a file of all its rows, or as the query that a program would ask. */
export function ExportMenu({ query: asked, variables, name, small = false, children }: ExportMenuProps) {
  const { t } = useLingui();
  const { all } = useProblems();
  const query = stringifyDocument(asked);
  const [running, setRunning] = useState(false);
  const abort = useRef<AbortController | null>(null);

  async function save(format: FileFormat): Promise<void> {
    setRunning(true);
    abort.current = new AbortController();
    // The file has all rows, however many are on the screen.
    const { first: _, ...rest } = variables;
    const day = new Date().toISOString().slice(0, 10);
    const problems = await saveFile(query, rest, `${name}-${day}`, format, abort.current.signal);
    setRunning(false);
    if (problems.length > 0) toast(all(problems), 'bad');
  }

  if (running) {
    return (
      <Button onClick={() => abort.current?.abort()}>
        <Trans>Writing the file – stop</Trans>
      </Button>
    );
  }
  return (
    <Menu label={t`Take along`} small={small}>
      {children}
      <MenuItem onClick={() => void save('xlsx')}>
        <Trans>Spreadsheet (XLSX)</Trans>
      </MenuItem>
      <MenuItem onClick={() => void save('csv')}>
        <Trans>Table (CSV)</Trans>
      </MenuItem>
      <MenuLink href={graphiqlAddress(query, variables)}>
        <Trans>Query in GraphiQL</Trans>
      </MenuLink>
    </Menu>
  );
}
