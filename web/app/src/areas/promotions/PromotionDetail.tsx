import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { minorOf, Money, useFormat } from '../../ui/format';
import { Facts, Page, Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { useWhatIsGiven } from './given';
import {
  AcceptPromotionShareDocument,
  ChangePromotionDocument,
  EndPromotionDocument,
  PromotionDetailDocument,
  type PromotionFullFragment,
} from './promotions.generated';
import { PromotionResults } from './PromotionResults';
import { Days, State } from './State';
import { AUDIENCE, EFFECT, SCOPE } from './words';

const HUNDREDTHS = 100;

/** One promotion: what it gives, who bears it, what came of it, and what one may do with it. */
export function PromotionDetail() {
  const { t } = useLingui();
  const { promotionId } = useParams({ strict: false }) as { promotionId: string };
  const { data, error, reload } = useAnswer(PromotionDetailDocument, { id: promotionId });
  const { party } = useViewer();
  const promotion = data?.promotion;
  return (
    <Page
      title={promotion?.name ?? t`Promotion`}
      aside={promotion && <State of={promotion} />}
      help={
        <p>
          <Trans>
            Its name, its end and its limits can be changed while it runs; what it gives cannot, so that buyers can rely
            on it. Ended, it counts for no new order; what was ordered keeps what it gave.
          </Trans>
        </p>
      }
      actions={promotion && <Steps of={promotion} reload={reload} />}
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {data && !promotion && (
        <Empty>
          <Trans>There is no such promotion, or it is not made to you.</Trans>
        </Empty>
      )}
      {promotion && (
        <>
          <Terms of={promotion} />
          <Goods of={promotion} />
          {promotion.shares.length > 0 && <Shares of={promotion} />}
          {bears(promotion, party.id) && <PromotionResults of={promotion} />}
        </>
      )}
    </Page>
  );
}

/** Whether the party bears a part of its cost, and so is told what it came to. */
function bears({ owner, shares }: PromotionFullFragment, partyId: string): boolean {
  return owner.id === partyId || shares.some(({ party }) => party?.id === partyId);
}

function Steps({ of, reload }: { of: PromotionFullFragment; reload: () => void }) {
  const { t } = useLingui();
  const change = useChange(ChangePromotionDocument, reload);
  const end = useChange(EndPromotionDocument, reload);
  const accept = useAct(AcceptPromotionShareDocument);
  const { id: promotionId, availableActions, currency, useLimit, budgetMinor, startsAt, name } = of;
  const minor = minorOf(currency);
  return (
    <>
      {availableActions.includes('ACCEPT_SHARE') && (
        <Button
          look="primary"
          disabled={accept.running}
          onClick={() => void accept.act({ promotionId }, t`You bear your part of it.`).then(reload)}
        >
          <Trans>Agree to bear it</Trans>
        </Button>
      )}
      {availableActions.includes('CHANGE') && (
        <ChangeDialog
          name={t`Change`}
          title={t`Change this promotion`}
          told={t`Changed.`}
          change={(said) =>
            change.run({
              promotionId,
              ...(said('name') !== name && { name: said('name') }),
              ...(said('ends') && { endsAt: new Date(said('ends')).toISOString() }),
              ...(said('uses') && { useLimit: Number(said('uses')) }),
              ...(said('budget') && { budgetMinor: Math.round(Number(said('budget')) * minor) }),
            })
          }
        >
          <TextField label={t`Name`} name="name" defaultValue={name} maxLength={200} required />
          <TextField
            label={t`Another end`}
            hint={<Days of={of} />}
            name="ends"
            type="datetime-local"
            min={laterOf(startsAt)}
          />
          {useLimit !== null && (
            <TextField
              label={t`More orders in all`}
              hint={t`A limit is only raised.`}
              name="uses"
              type="number"
              min={useLimit + 1}
              placeholder={String(useLimit)}
            />
          )}
          {budgetMinor !== null && (
            <TextField
              label={t`More off all orders, in ${currency}`}
              hint={t`A limit is only raised.`}
              name="budget"
              type="number"
              step="any"
              placeholder={String(budgetMinor / minor)}
            />
          )}
        </ChangeDialog>
      )}
      {availableActions.includes('END') && (
        <ChangeDialog
          name={t`End`}
          title={t`End this promotion`}
          look="danger"
          told={t`The promotion has ended.`}
          change={() => end.run({ promotionId })}
        >
          <p>
            <Trans>New orders are priced without it. What was ordered keeps what it gave.</Trans>
          </p>
        </ChangeDialog>
      )}
    </>
  );
}

/** An instant, or now if that is later, as `datetime-local` fields write it. */
function laterOf(instant: string): string {
  const at = new Date(Math.max(Date.parse(instant), Date.now()));
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Terms({ of }: { of: PromotionFullFragment }) {
  const { t } = useLingui();
  const word = useWord();
  const { number, money, time } = useFormat();
  const given = useWhatIsGiven();
  const { party } = useViewer();
  const [uses, spent] = [of.uses ?? 0, of.spentMinor ?? 0];
  const isTold = bears(of, party.id);
  const inMoney = (minor: number) => money({ amount: String(minor / minorOf(of.currency)), currency: of.currency });
  const facts: (readonly [string, React.ReactNode] | false | null | undefined)[] = [
    [t`Gives`, given(of)],
    [t`Kind`, `${word(EFFECT, of.effect)} · ${word(SCOPE, of.scope)}`],
    [t`Seller`, of.owner.name],
    [t`For`, word(AUDIENCE, of.audience)],
    [t`From`, time(of.startsAt)],
    [t`Until`, time(of.endsAt)],
    of.gift && [t`The gift`, `${of.gift.code} · ${of.gift.name}`],
    of.coupon !== null && [t`Coupon`, of.coupon],
    of.maxDiscount && [t`Off one order at most`, <Money of={of.maxDiscount} />],
    of.partyLimit !== null && [t`Orders of one buyer`, number(of.partyLimit)],
    isTold && [t`Orders`, of.useLimit === null ? number(uses) : t`${number(uses)} of ${number(of.useLimit)}`],
    isTold && [
      t`Given so far`,
      of.budgetMinor === null ? inMoney(spent) : t`${inMoney(spent)} of ${inMoney(of.budgetMinor)}`,
    ],
    of.rivals !== null && [t`Group`, of.rivals],
    of.priority !== 0 && [t`Priority`, number(of.priority)],
    of.stops && [t`Other promotions`, t`do not count after it`],
  ];
  return (
    <Section title={t`What it gives`}>
      <Facts facts={facts.filter((one) => one !== false && one !== null && one !== undefined)} />
    </Section>
  );
}

function Goods({ of: { goods } }: { of: PromotionFullFragment }) {
  const { t } = useLingui();
  return (
    <Section title={t`For which goods`}>
      {goods.length === 0 ? (
        <p>
          <Trans>All that the seller sells.</Trans>
        </p>
      ) : (
        <ul>
          {goods.map(({ sku, product, category }) => (
            <li key={sku?.id ?? product?.id ?? category?.id}>
              {sku && `${sku.code} · ${sku.name}`}
              {product?.name}
              {category && t`${category.name} and all below it`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Shares({ of: { shares, owner } }: { of: PromotionFullFragment }) {
  const { t } = useLingui();
  const { share, time } = useFormat();
  const whole = 100 * HUNDREDTHS;
  const rest = shares.reduce((left, { shareBp }) => left - shareBp, whole);
  const rows = [
    { key: 'owner', name: owner.name, shareBp: rest, state: t`makes it` },
    ...shares.map(({ party, shareBp, acceptedAt }, place) => ({
      key: String(place),
      name: party?.name ?? '—',
      shareBp,
      state: acceptedAt ? t`agreed ${time(acceptedAt)}` : t`has not agreed yet`,
    })),
  ];
  return (
    <Section title={t`Who bears it`}>
      <Table
        label={t`Who bears it`}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { key: 'name', header: t`Party`, leads: true, cell: ({ name }) => name },
          { key: 'share', header: t`Share`, align: 'end', cell: ({ shareBp }) => share(shareBp / whole) },
          { key: 'state', header: t`State`, cell: ({ state }) => state },
        ]}
      />
    </Section>
  );
}
