import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { PromotionEffect, PromotionMeasure, PromotionScope } from '../../hub/graph.generated';
import { Problems } from '../../hub/problems';
import { useChange, type Problem } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { Buttons, Fields, SelectField, TextField } from '../../ui/fields';
import { minorOf } from '../../ui/format';
import { Page, Section } from '../../ui/page';
import { Notice } from '../../ui/states';
import { toast } from '../../ui/Toasts';
import { useWhatIsGiven } from './given';
import { GiftField, GoodsField, type Good } from './GoodsField';
import styles from './promotions.module.css';
import { CreatePromotionDocument } from './promotions.generated';
import { SharesField, type Share } from './SharesField';
import { StepsField, type WrittenStep } from './StepsField';
import { EFFECT, MEASURE, SCOPE } from './words';

const HUNDREDTHS = 100;

/** Of which scopes an effect is, and by what its steps may be counted. */
const SCOPES: Record<PromotionEffect, readonly PromotionScope[]> = {
  AMOUNT_OFF: ['ORDER', 'LINE'],
  PERCENT_OFF: ['ORDER', 'LINE'],
  FIXED_PRICE: ['LINE'],
  FREE_PIECES: ['LINE', 'ORDER'],
  GIFT: ['ORDER'],
};
const MEASURES: Record<PromotionEffect, readonly PromotionMeasure[]> = {
  AMOUNT_OFF: ['AMOUNT', 'PIECES'],
  PERCENT_OFF: ['AMOUNT', 'PIECES'],
  FIXED_PRICE: ['PIECES', 'AMOUNT'],
  FREE_PIECES: ['PIECES'],
  GIFT: ['AMOUNT', 'PIECES'],
};
/** Whose values are amounts; those of others are percent or pieces. */
const IN_MONEY: readonly PromotionEffect[] = ['AMOUNT_OFF', 'FIXED_PRICE'];

/** A promotion is made: what it gives, for what, when, how much of it, and who bears it. */
export function NewPromotion() {
  const { t } = useLingui();
  const word = useWord();
  const navigate = useNavigate();
  const { party } = useViewer();
  const given = useWhatIsGiven();
  const { run, running } = useChange(CreatePromotionDocument);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [currency, setCurrency] = useState('CNY');
  const [effect, setEffect] = useState<PromotionEffect>('AMOUNT_OFF');
  const [measure, setMeasure] = useState<PromotionMeasure>('AMOUNT');
  const [repeats, setRepeats] = useState(false);
  const [written, setWritten] = useState<readonly WrittenStep[]>([{ threshold: '', value: '' }]);
  const [goods, setGoods] = useState<readonly Good[]>([]);
  const [gift, setGift] = useState<Good | null>(null);
  const [shares, setShares] = useState<readonly Share[]>([]);

  const minor = isCurrency(currency) ? minorOf(currency) : 100;
  const steps = written.map(({ threshold, value }) => ({
    threshold: Math.round(Number(threshold || 0) * (measure === 'AMOUNT' ? minor : 1)),
    value: Math.round(Number(value) * (IN_MONEY.includes(effect) ? minor : effect === 'PERCENT_OFF' ? HUNDREDTHS : 1)),
  }));
  const isWritten = isCurrency(currency) && written.every(({ value }) => value !== '');
  const says = isWritten ? given({ effect, measure, repeats, currency, steps }) : '';

  function takeEffect(next: PromotionEffect): void {
    setEffect(next);
    if (!MEASURES[next].includes(measure)) setMeasure(MEASURES[next][0]!);
    if (next !== 'GIFT') setGift(null);
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (field: string) => String(form.get(field) ?? '').trim();
    const inMinor = (field: string) => (said(field) ? Math.round(Number(said(field)) * minor) : null);
    const count = (field: string) => (said(field) ? Number(said(field)) : null);
    const ofKind = (kind: Good['kind']) => goods.filter((one) => one.kind === kind).map(({ id }) => id);
    const found = await run(
      {
        name: said('name'),
        audience: party.kind === 'RETAILER' ? 'CONSUMERS' : 'PARTNERS',
        currency,
        scope: said('scope') as PromotionScope,
        measure,
        effect,
        repeats,
        steps,
        skuIds: ofKind('sku'),
        productIds: ofKind('product'),
        categoryIds: ofKind('category'),
        shares: shares.map(({ partyId, percent }) => ({
          partyId,
          shareBp: Math.round(Number(percent) * HUNDREDTHS),
        })),
        giftSkuId: gift?.id ?? null,
        startsAt: said('starts') ? new Date(said('starts')).toISOString() : null,
        endsAt: new Date(said('ends')).toISOString(),
        coupon: said('coupon') || null,
        maxDiscountMinor: inMinor('most'),
        budgetMinor: inMinor('budget'),
        useLimit: count('uses'),
        partyLimit: count('each'),
        rivals: said('rivals') || null,
        priority: count('priority') ?? 0,
        stops: said('stops') === 'yes',
      },
      ({ createPromotion: { promotion } }) => {
        toast(t`The promotion is made.`);
        if (promotion)
          void navigate({ to: '/promotions/$promotionId', params: { promotionId: promotion.id } as never });
      },
    );
    setProblems(found);
  }

  function valueLabel(): string {
    switch (effect) {
      case 'PERCENT_OFF':
        return t`Percent off`;
      case 'AMOUNT_OFF':
        return t`Amount off, in ${currency}`;
      case 'FIXED_PRICE':
        return t`Price of a piece, in ${currency}`;
      case 'FREE_PIECES':
        return t`Pieces for nothing`;
      case 'GIFT':
        return t`Pieces of the gift`;
    }
  }

  return (
    <Page
      title={t`Make a promotion`}
      help={
        <p>
          <Trans>
            Say what buyers get, for which goods and when. What it gives cannot be changed later, so that buyers can
            rely on it: its name, its end and its limits can. Without goods it is for all that you sell.
          </Trans>
        </p>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <Section title={t`What buyers get`}>
          <Fields>
            <TextField label={t`Name`} hint={t`Buyers read it.`} name="name" maxLength={200} required />
            <SelectField
              label={t`Gives`}
              name="effect"
              value={effect}
              onChange={(event) => takeEffect(event.target.value as PromotionEffect)}
              options={(Object.keys(EFFECT) as PromotionEffect[]).map((one) => [one, word(EFFECT, one)])}
            />
            <SelectField
              key={effect}
              label={t`On what`}
              name="scope"
              options={SCOPES[effect].map((one) => [one, word(SCOPE, one)])}
            />
            <SelectField
              label={t`Counted by`}
              name="measure"
              value={measure}
              onChange={(event) => setMeasure(event.target.value as PromotionMeasure)}
              options={MEASURES[effect].map((one) => [one, word(MEASURE, one)])}
            />
            <TextField
              label={t`Currency`}
              name="currency"
              value={currency}
              onChange={(event) => setCurrency(event.target.value.toUpperCase())}
              minLength={3}
              maxLength={3}
              required
            />
            <SelectField
              label={t`Every further time again`}
              name="repeats"
              value={repeats ? 'yes' : 'no'}
              onChange={(event) => setRepeats(event.target.value === 'yes')}
              options={[
                ['no', t`No, once an order`],
                ['yes', t`Yes`],
              ]}
            />
          </Fields>
          <StepsField
            steps={written}
            change={setWritten}
            threshold={measure === 'PIECES' ? t`From so many pieces on` : t`From this amount on, in ${currency}`}
            value={valueLabel()}
          />
          {effect === 'GIFT' && <GiftField gift={gift} change={setGift} />}
          {says && (
            <Notice>
              <Trans>Buyers read: {says}</Trans>
            </Notice>
          )}
        </Section>
        <Section title={t`For which goods`}>
          <GoodsField goods={goods} change={setGoods} />
        </Section>
        <Section title={t`When`}>
          <Fields>
            <TextField label={t`From when on`} hint={t`From now on unless said`} name="starts" type="datetime-local" />
            <TextField label={t`Until when`} name="ends" type="datetime-local" required />
            <TextField label={t`Coupon`} hint={t`Only if buyers have to give one`} name="coupon" maxLength={200} />
          </Fields>
        </Section>
        <Section title={t`How much of it`}>
          <Fields>
            <TextField label={t`Off one order at most, in ${currency}`} name="most" type="number" step="any" min={0} />
            <TextField
              label={t`Off all orders at most, in ${currency}`}
              name="budget"
              type="number"
              step="any"
              min={0}
            />
            <TextField label={t`For so many orders in all`} name="uses" type="number" min={1} />
            <TextField label={t`For so many orders of one buyer`} name="each" type="number" min={1} />
          </Fields>
          <p>
            <small>
              <Trans>Left empty, there is no limit.</Trans>
            </small>
          </p>
        </Section>
        <Section title={t`Beside other promotions`}>
          <Fields>
            <TextField
              label={t`Group`}
              hint={t`Of all promotions with the same word the best counts.`}
              name="rivals"
              maxLength={200}
            />
            <TextField label={t`Priority`} hint={t`The higher goes first.`} name="priority" type="number" step={1} />
            <SelectField
              label={t`Lets others count, too`}
              name="stops"
              options={[
                ['no', t`Yes`],
                ['yes', t`No, it is the last`],
              ]}
            />
          </Fields>
        </Section>
        <Section title={t`Who bears it with you`}>
          <SharesField shares={shares} change={setShares} />
        </Section>
        <Problems of={problems} />
        <Buttons>
          <Button look="primary" type="submit" disabled={running}>
            <Trans>Make the promotion</Trans>
          </Button>
          <Button look="quiet" onClick={() => void navigate({ to: '/promotions' })}>
            <Trans>Not now</Trans>
          </Button>
        </Buttons>
      </form>
    </Page>
  );
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}
