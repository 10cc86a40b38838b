import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent } from 'react';
import { Problems } from '../../hub/problems';
import { UNIT } from '../../hub/quantities';
import { useChange, type Problem } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { Buttons, Fields, TextArea, TextField } from '../../ui/fields';
import { minorOf } from '../../ui/format';
import { Section } from '../../ui/page';
import { toast } from '../../ui/Toasts';
import { ProposePricesDocument, type NegotiationRowFragment } from './negotiations.generated';
import styles from './negotiations.module.css';

/** Other prices, or quantities, in place of what is on the table. */
export function Proposal({ negotiation, reload }: { negotiation: NegotiationRowFragment; reload: () => void }) {
  const { t } = useLingui();
  const word = useWord();
  const { run, running } = useChange(ProposePricesDocument, reload);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { currency, terms } = negotiation;
  // A line whose article one does not see any more cannot be proposed again.
  const lines = (terms?.lines ?? []).flatMap((line) => (line.sku ? [{ ...line, sku: line.sku }] : []));

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (field: string) => String(form.get(field) ?? '').trim();
    const until = said('until');
    const found = await run({
      negotiationId: negotiation.id,
      lines: lines.map(({ sku, madeToOrder }) => ({
        skuId: sku.id,
        quantity: Number(said(`quantity ${sku.id}`)),
        priceMinor: Math.round(Number(said(`price ${sku.id}`)) * minorOf(currency)),
        per: Number(said(`per ${sku.id}`)),
        orderMultiple: Number(said(`multiple ${sku.id}`)),
        madeToOrder,
      })),
      ...(said('message') && { message: said('message') }),
      ...(until && { goodUntil: new Date(`${until}T23:59:59`).toISOString() }),
    });
    setProblems(found);
    if (found.length === 0) toast(t`Your proposal is with the other side.`);
  }

  return (
    <Section title={t`Propose other prices`}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <ul className={styles.lines}>
          {lines.map(({ sku, quantity, price, per, orderMultiple }) => (
            <li key={sku.id}>
              <strong>{sku.name}</strong>
              <TextField
                label={t`From`}
                hint={word(UNIT, sku.unit)}
                name={`quantity ${sku.id}`}
                type="number"
                min={1}
                defaultValue={quantity}
                required
              />
              <TextField
                label={t`In packs of`}
                hint={word(UNIT, sku.unit)}
                name={`multiple ${sku.id}`}
                type="number"
                min={1}
                defaultValue={orderMultiple}
                required
              />
              <TextField
                label={t`Price in ${currency}`}
                name={`price ${sku.id}`}
                type="number"
                step="any"
                min={0}
                defaultValue={price?.amount ?? ''}
                required
              />
              <TextField
                label={t`The price is for`}
                hint={word(UNIT, sku.unit)}
                name={`per ${sku.id}`}
                type="number"
                min={1}
                defaultValue={per}
                required
              />
            </li>
          ))}
        </ul>
        <Fields>
          <TextField label={t`Good until`} hint={t`For good unless said`} name="until" type="date" />
          <TextArea label={t`What you say with it`} name="message" maxLength={2000} />
        </Fields>
        <Problems of={problems} />
        <Buttons>
          <Button look="primary" type="submit" disabled={running}>
            <Trans>Propose</Trans>
          </Button>
        </Buttons>
      </form>
    </Section>
  );
}
