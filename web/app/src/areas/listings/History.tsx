import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { Fields, SelectField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Empty, Loading } from '../../ui/states';
import { Timeline } from '../../ui/Timeline';
import type { Listing } from './part';
import { ListingHistoryDocument, type VersionRowFragment } from './listings.generated';
import styles from './listings.module.css';
import { LISTING_ACTION } from './words';

const PAGE_VERSIONS = 50;

interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** Who did what with a product, and any two of its versions beside each other. */
export function History({ product: { id } }: { product: Listing }) {
  const word = useWord();
  const { number } = useFormat();
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(ListingHistoryDocument, { id, first: PAGE_VERSIONS * pages });
  const page = data?.product?.versions;
  if (error && !data) return <RefusedAnswer error={error} retry={reload} />;
  if (!page) return <Loading rows={3} />;
  if (page.nodes.length === 0)
    return (
      <Empty>
        <Trans>It came with an import; what is changed from now on is kept here.</Trans>
      </Empty>
    );
  return (
    <>
      <Comparison key={page.nodes[0]!.version} versions={page.nodes} />
      <Timeline
        steps={page.nodes.map(({ id: key, version, action, at, actor, account, note }) => ({
          key,
          title: `${number(version)} · ${word(LISTING_ACTION, action)}`,
          at,
          by: account ? `${account.name}, ${actor.name}` : actor.name,
          note,
        }))}
      />
      {page.nodes.length < page.totalCount && (
        <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}

function Comparison({ versions }: { versions: readonly VersionRowFragment[] }) {
  const { t } = useLingui();
  const word = useWord();
  const newest = versions[0]!.version;
  const oldest = versions.at(-1)!.version;
  // What a reviewer has to look at: all since the last approval.
  const approved = versions.find(({ version, action }) => action === 'APPROVE' && version < newest);
  const [from, setFrom] = useState(String(approved?.version ?? (oldest === 1 ? 0 : oldest)));
  const [until, setUntil] = useState(String(newest));
  const options = versions.map(
    ({ version, action }) => [String(version), `${version} · ${word(LISTING_ACTION, action)}`] as const,
  );
  const changes = compare(versions, Number(from), Number(until));
  return (
    <>
      <Fields>
        <SelectField
          label={t`From version`}
          value={from}
          options={oldest === 1 ? [...options, ['0', t`Nothing`]] : options}
          onChange={(event) => setFrom(event.target.value)}
        />
        <SelectField
          label={t`To version`}
          value={until}
          options={options}
          onChange={(event) => setUntil(event.target.value)}
        />
      </Fields>
      {changes.length === 0 && (
        <p>
          <Trans>They say the same.</Trans>
        </p>
      )}
      <ul className={styles.changes} aria-label={t`What is different`}>
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            <code>{field}</code>
            {before !== null && <del>{before}</del>}
            {after !== null && <ins>{after}</ins>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What differs between two versions: the changes between them, one after the other. */
export function compare(versions: readonly VersionRowFragment[], one: number, other: number): Change[] {
  const [from, until] = one <= other ? [one, other] : [other, one];
  const found = new Map<string, Change>();
  const between = versions.filter(({ version }) => version > from && version <= until);
  for (const { changes } of between.toSorted((a, b) => a.version - b.version))
    for (const { field, before, after } of changes) {
      const known = found.get(field);
      found.set(field, { field, before: known ? known.before : before, after });
    }
  return [...found.values()]
    .filter(({ before, after }) => before !== after)
    .map((change) => (one <= other ? change : { ...change, before: change.after, after: change.before }))
    .toSorted((a, b) => (a.field < b.field ? -1 : 1));
}
