import { Trans, useLingui } from '@lingui/react/macro';
import { RefusedAnswer } from '../../hub/problems';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import type { Exactness, PartyKind } from '../../hub/graph.generated';
import { useWord } from '../../hub/words';
import { EXACTNESS, PARTNERSHIP_STATUS, PARTNERSHIP_TONE } from './words';
import { PARTY_KIND } from '../parties/words';
import { Badge, Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, SelectField, TextField } from '../../ui/fields';
import { Money, useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import {
  ApprovePartnershipDocument,
  ChangePartnershipTermsDocument,
  DeclinePartnershipDocument,
  EndPartnershipDocument,
  PartiesToAskDocument,
  PartnersDocument,
  RequestPartnershipDocument,
  SetSharingDocument,
  type PartnershipRowFragment,
} from './partnerships.generated';

const SHOWN_PARTNERS = 200;

/** With whom kinds of parties may trade. */
const MAY_ASK: Partial<Record<PartyKind, PartyKind[]>> = {
  SUPPLIER: ['BRAND', 'RETAILER'],
  BRAND: ['SUPPLIER', 'RETAILER'],
  RETAILER: ['SUPPLIER', 'BRAND'],
};

/** The parties that one trades with, on which terms, and who asks to. */
export function PartnerList() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const { party } = useViewer();
  const { data, error, reload } = useAnswer(PartnersDocument, { partyId: party.id, first: SHOWN_PARTNERS });
  const partnerships = data?.party?.partnerships.nodes.toSorted(
    (one, other) => Number(other.status === 'PROPOSED') - Number(one.status === 'PROPOSED'),
  );
  const otherOf = (row: PartnershipRowFragment) => (row.upstream.id === party.id ? row.downstream : row.upstream);

  return (
    <Page
      title={t`Partners`}
      aside={partnerships && <Count>{number(partnerships.length)}</Count>}
      help={
        <p>
          <Trans>
            You can order from a party, or it from you, once both have agreed on currency, days to pay and credit.
            Either side may ask; the other approves. Ending stops new orders; what was ordered goes on.
          </Trans>
        </p>
      }
      actions={<AskForPartnership reload={reload} />}
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {partnerships?.length === 0 && (
        <Empty>
          <Trans>No partner yet. Ask a party that you want to trade with.</Trans>
        </Empty>
      )}
      {partnerships && partnerships.length > 0 && (
        <Table
          label={t`Partners`}
          rows={partnerships}
          keyOf={({ id }) => id}
          columns={[
            { key: 'name', header: t`Partner`, leads: true, cell: (row) => otherOf(row).name },
            {
              key: 'side',
              header: t`Trade`,
              cell: (row) => (row.upstream.id === party.id ? t`buys from us` : t`sells to us`),
            },
            {
              key: 'status',
              header: t`Status`,
              cell: (row) => <Badge tone={PARTNERSHIP_TONE[row.status]}>{word(PARTNERSHIP_STATUS, row.status)}</Badge>,
            },
            { key: 'kind', header: t`Kind`, cell: (row) => word(PARTY_KIND, otherOf(row).kind) },
            { key: 'days', header: t`Days to pay`, align: 'end', cell: (row) => number(row.paymentDays) },
            {
              key: 'credit',
              header: t`Credit limit`,
              align: 'end',
              cell: (row) => (row.creditLimit ? <Money of={row.creditLimit} /> : t`none`),
            },
            {
              key: 'shown',
              header: t`They show us stock`,
              cell: (row) => word(EXACTNESS, stockShownBy(row, otherOf(row).id)),
            },
            { key: 'show', header: t`We show stock`, cell: (row) => word(EXACTNESS, stockShownBy(row, party.id)) },
            { key: 'next', header: t`Next step`, align: 'end', cell: (row) => <Steps row={row} own={party.id} /> },
          ]}
        />
      )}
    </Page>
  );
}

function stockShownBy({ sharing }: PartnershipRowFragment, partyId: string): Exactness {
  return sharing.find(({ topic, party }) => topic === 'STOCK' && party.id === partyId)?.exactness ?? 'NOTHING';
}

/** Decides how exactly the other side sees what can be ordered of ours. */
function ShareStock({ row, own }: { row: PartnershipRowFragment; own: string }) {
  const { t } = useLingui();
  const word = useWord();
  const { run } = useChange(SetSharingDocument);
  const choices: readonly Exactness[] = ['NOTHING', 'YES_NO', 'BANDED', 'DELAYED', 'EXACT'];
  return (
    <ChangeDialog
      name={t`Share`}
      title={t`Show our stock`}
      told={t`It is shown so from now on.`}
      change={(said) => run({ partnershipId: row.id, topic: 'STOCK', exactness: said('exactness') as Exactness })}
    >
      <SelectField
        label={t`How exactly they see it`}
        name="exactness"
        defaultValue={stockShownBy(row, own)}
        options={choices.map((one) => [one, word(EXACTNESS, one)])}
      />
    </ChangeDialog>
  );
}

function Steps({ row, own }: { row: PartnershipRowFragment; own: string }) {
  const { t } = useLingui();
  const approve = useAct(ApprovePartnershipDocument);
  const decline = useAct(DeclinePartnershipDocument);
  const end = useChange(EndPartnershipDocument);
  const change = useChange(ChangePartnershipTermsDocument);
  if (row.status === 'ENDED') return null;
  if (row.status === 'PROPOSED') {
    if (row.proposedBy?.id === own) return <>{t`waits for the other side`}</>;
    return (
      <Buttons>
        <Button
          look="primary"
          disabled={approve.running}
          onClick={() => void approve.act({ partnershipId: row.id }, t`You trade with each other now.`)}
        >
          <Trans>Approve</Trans>
        </Button>
        <Button
          look="danger"
          disabled={decline.running}
          onClick={() => void decline.act({ partnershipId: row.id }, t`Declined.`)}
        >
          <Trans>Decline</Trans>
        </Button>
      </Buttons>
    );
  }
  return (
    <Buttons>
      <ShareStock row={row} own={own} />
      {row.upstream.id === own && (
        <ChangeDialog
          name={t`Change terms`}
          told={t`The terms are changed.`}
          change={(said) =>
            change.run({
              partnershipId: row.id,
              terms: {
                currency: row.currency,
                paymentDays: Number(said('days')),
                creditLimitMinor: said('credit') === '' ? null : Math.round(Number(said('credit')) * scaleOf(row)),
              },
            })
          }
        >
          <TextField label={t`Days to pay`} name="days" type="number" min={0} defaultValue={row.paymentDays} required />
          <TextField
            label={t`Credit limit`}
            hint={t`In ${row.currency}; leave it empty for no limit.`}
            name="credit"
            type="number"
            min={0}
            step="any"
            defaultValue={row.creditLimit?.amount ?? ''}
          />
        </ChangeDialog>
      )}
      <ChangeDialog
        name={t`End`}
        title={t`End the partnership`}
        look="danger"
        told={t`The partnership has ended.`}
        change={() => end.run({ partnershipId: row.id })}
      >
        <p>
          <Trans>Neither side can order from the other any more. What was ordered goes on.</Trans>
        </p>
      </ChangeDialog>
    </Buttons>
  );
}

/** How many minor units make one of the currency's: 100 for most, 1 for yen. */
function scaleOf({ currency }: { currency: string }): number {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return 10 ** digits;
}

function AskForPartnership({ reload }: { reload: () => void }) {
  const { t } = useLingui();
  const word = useWord();
  const { party } = useViewer();
  const { run } = useChange(RequestPartnershipDocument, reload);
  const { data } = useAnswer(PartiesToAskDocument, { search: null, kinds: MAY_ASK[party.kind] ?? [] });
  return (
    <ChangeDialog
      name={t`Ask for a partnership`}
      look="primary"
      told={t`Asked. The other side decides now.`}
      change={(said) =>
        run({
          partnerId: said('partner'),
          terms: {
            currency: said('currency').toUpperCase(),
            paymentDays: Number(said('days')),
            creditLimitMinor: null,
          },
          ...(said('message') && { message: said('message') }),
        })
      }
    >
      <SelectField
        label={t`With whom`}
        name="partner"
        options={(data?.parties.nodes ?? []).map((one) => [one.id, `${one.name} · ${word(PARTY_KIND, one.kind)}`])}
      />
      <TextField label={t`Currency`} name="currency" defaultValue="CNY" minLength={3} maxLength={3} required />
      <TextField label={t`Days to pay`} name="days" type="number" min={0} defaultValue={30} required />
      <TextField label={t`Message`} name="message" maxLength={2000} />
    </ChangeDialog>
  );
}
