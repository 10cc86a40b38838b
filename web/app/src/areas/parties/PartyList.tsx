import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { PartyKind, PartyStatus } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange, type Change } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { PARTY_KIND, PARTY_STATUS, PARTY_TONE } from './words';
import { Badge, Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, SelectField, TextField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import {
  AdmitPartyDocument,
  CreatePartyDocument,
  DeclinePartyDocument,
  PartiesDocument,
  SuspendPartyDocument,
  type PartyRowFragment,
} from './parties.generated';

const PAGE_ROWS = 50;

/** Everybody on the hub, and who asks to be. */
export function PartyList() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const [status, setStatus] = useState<PartyStatus | 'ALL'>('ALL');
  const [search, setSearch] = useState('');
  const [pages, setPages] = useState(1);
  const { data, error, fetching, reload } = useAnswer(PartiesDocument, {
    first: PAGE_ROWS * pages,
    filter: status === 'ALL' ? null : { status: [status] },
    search: search.trim() || null,
  });
  const parties = data?.parties.nodes;
  const statuses: readonly PartyStatus[] = ['APPLIED', 'ADMITTED', 'SUSPENDED', 'DECLINED'];

  return (
    <Page
      title={t`Parties`}
      aside={data && <Count>{number(data.parties.totalCount)}</Count>}
      help={
        <p>
          <Trans>
            Who signs up asks to be admitted, and trades once you admit them. Who is suspended keeps what it has and
            cannot trade. The reason that you write is read by its people.
          </Trans>
        </p>
      }
      actions={<TakeIn reload={reload} />}
    >
      <Tabs
        label={t`Which parties`}
        tabs={[['ALL', t`All`], ...statuses.map((one) => [one, word(PARTY_STATUS, one)] as const)]}
        current={status}
        choose={setStatus}
      />
      <TextField
        label={t`Find by name`}
        type="search"
        value={search}
        maxLength={200}
        onChange={(event) => setSearch(event.target.value)}
      />
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!parties && !error && <Loading rows={8} />}
      {parties?.length === 0 && (
        <Empty>
          <Trans>No party matches.</Trans>
        </Empty>
      )}
      {parties && parties.length > 0 && (
        <Table
          label={t`Parties`}
          rows={parties}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', header: t`Name`, leads: true, cell: (party) => party.name },
            { key: 'kind', header: t`Kind`, cell: ({ kind }) => word(PARTY_KIND, kind) },
            { key: 'country', header: t`Country`, cell: ({ country }) => country },
            {
              key: 'status',
              header: t`Status`,
              cell: (party) => <Badge tone={PARTY_TONE[party.status]}>{word(PARTY_STATUS, party.status)}</Badge>,
            },
            { key: 'reason', header: t`Why`, cell: ({ statusReason }) => statusReason },
            { key: 'next', header: t`Next step`, align: 'end', cell: (party) => <Steps party={party} /> },
          ]}
        />
      )}
      {data?.parties.pageInfo.hasNextPage && (
        <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Page>
  );
}

function Steps({ party }: { party: PartyRowFragment }) {
  const { t } = useLingui();
  const admit = useChange(AdmitPartyDocument);
  const decline = useChange(DeclinePartyDocument);
  const suspend = useChange(SuspendPartyDocument);
  if (party.kind === 'OPERATOR' || party.kind === 'CONSUMER') return null;
  return (
    <Buttons>
      {party.status !== 'ADMITTED' && <Decision name={t`Admit`} party={party} change={admit} look="primary" />}
      {party.status === 'APPLIED' && <Decision name={t`Decline`} party={party} change={decline} look="danger" />}
      {party.status === 'ADMITTED' && <Decision name={t`Suspend`} party={party} change={suspend} look="danger" />}
    </Buttons>
  );
}

interface DecisionProps {
  name: string;
  party: PartyRowFragment;
  change: Change<{ requestId: string; partyId: string; reason?: string | null | undefined }>;
  look: 'primary' | 'danger';
}

function Decision({ name, party, change, look }: DecisionProps) {
  const { t } = useLingui();
  return (
    <ChangeDialog
      name={name}
      title={`${name} · ${party.name}`}
      look={look}
      told={t`Decided.`}
      change={(said) => change.run({ partyId: party.id, reason: said('reason') || null })}
    >
      <TextField label={t`What its people are told`} name="reason" maxLength={2000} />
    </ChangeDialog>
  );
}

function TakeIn({ reload }: { reload: () => void }) {
  const { t } = useLingui();
  const word = useWord();
  const { run } = useChange(CreatePartyDocument, reload);
  const kinds: readonly PartyKind[] = ['SUPPLIER', 'BRAND', 'RETAILER'];
  return (
    <ChangeDialog
      name={t`Take in a party`}
      look="primary"
      told={t`Taken in. Its owner gets a mail.`}
      change={(said) =>
        run({
          kind: said('kind') as PartyKind,
          name: said('name'),
          ownerEmail: said('email'),
          country: said('country').toUpperCase() || null,
        })
      }
    >
      <SelectField label={t`Kind`} name="kind" options={kinds.map((kind) => [kind, word(PARTY_KIND, kind)])} />
      <TextField label={t`Name`} name="name" maxLength={200} required />
      <TextField label={t`Email of its owner`} name="email" type="email" required />
      <TextField label={t`Country`} hint={t`Two letters, such as CN`} name="country" minLength={2} maxLength={2} />
    </ChangeDialog>
  );
}
