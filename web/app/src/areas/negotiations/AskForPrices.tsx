import { Trans, useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useChange } from '../../hub/queries';
import { TextArea, TextField } from '../../ui/fields';
import { AskForPricesDocument } from './negotiations.generated';

interface AskForPricesProps {
  sellerId: string;
  /** What prices are in, unless the buyer says another. */
  currency: string;
  lines: readonly { skuId: string; quantity: number; per: number; orderMultiple: number }[];
}

/** Asks a seller at which prices it would sell what a buyer has in its cart. */
export function AskForPrices({ sellerId, currency, lines }: AskForPricesProps) {
  const { t } = useLingui();
  const { run } = useChange(AskForPricesDocument);
  return (
    <ChangeDialog
      name={t`Ask for prices`}
      told={t`The seller was asked; you find it under Negotiations.`}
      change={(said) =>
        run({
          sellerId,
          currency: said('currency').toUpperCase(),
          lines: lines.map((line) => ({ ...line, madeToOrder: false })),
          ...(said('message') && { message: said('message') }),
        })
      }
    >
      <p>
        <Trans>The seller is asked for its price of these articles in these quantities. Nothing is ordered yet.</Trans>
      </p>
      <TextField label={t`Currency`} name="currency" defaultValue={currency} minLength={3} maxLength={3} required />
      <TextArea label={t`What you say with it`} name="message" maxLength={2000} />
    </ChangeDialog>
  );
}
