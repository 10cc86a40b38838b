import { useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useNames } from '../../hub/language';
import { useChange } from '../../hub/queries';
import { TextField } from '../../ui/fields';
import { AdjustStockDocument, SetThresholdDocument, type StockRowFragment } from './stock.generated';

/** Books the difference between what was counted and what the ledger has. */
export function AdjustStock({ item }: { item: StockRowFragment }) {
  const { t } = useLingui();
  const nameOf = useNames();
  const { run } = useChange(AdjustStockDocument);
  const known = item.onHand ?? 0;
  return (
    <ChangeDialog
      name={t`Correct`}
      title={nameOf(item.sku)}
      told={t`Booked.`}
      change={(said) =>
        run({
          locationId: item.location.id,
          skuId: item.sku.id,
          delta: Number(said('counted')) - known,
          reason: said('reason'),
        })
      }
    >
      <TextField
        label={t`Counted`}
        hint={t`${known} in the ledger`}
        name="counted"
        type="number"
        inputMode="numeric"
        min={0}
        defaultValue={known}
        required
      />
      <TextField label={t`Why`} name="reason" maxLength={2000} required defaultValue={t`Count`} />
    </ChangeDialog>
  );
}

/** Below how many pieces there is to be an alert. */
export function SetThreshold({ item }: { item: StockRowFragment }) {
  const { t } = useLingui();
  const { run } = useChange(SetThresholdDocument);
  return (
    <ChangeDialog
      name={t`Set threshold`}
      told={t`The threshold is set.`}
      change={(said) => run({ stockItemId: item.id, pieces: said('pieces') === '' ? null : Number(said('pieces')) })}
    >
      <TextField
        label={t`Alert below so many pieces`}
        hint={t`Leave it empty for no alert.`}
        name="pieces"
        type="number"
        inputMode="numeric"
        min={0}
        defaultValue={item.threshold?.pieces ?? ''}
      />
    </ChangeDialog>
  );
}
