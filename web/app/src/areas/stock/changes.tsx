import { useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useChange } from '../../hub/queries';
import { TextField } from '../../ui/fields';
import {
  AdjustStockDocument,
  CountStockDocument,
  SetThresholdDocument,
  type StockRowFragment,
} from './stock.generated';

/** Books what was counted, held pieces among it. */
export function CountStock({ item }: { item: StockRowFragment }) {
  const { t } = useLingui();
  const { run } = useChange(CountStockDocument);
  const known = item.onHand ?? 0;
  return (
    <ChangeDialog
      name={t`Count`}
      title={item.sku.name}
      told={t`Booked.`}
      change={(said) =>
        run({
          locationId: item.location.id,
          skuId: item.sku.id,
          onHand: Number(said('counted')),
          reason: said('reason') || null,
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
      <TextField label={t`Why`} name="reason" maxLength={2000} />
    </ChangeDialog>
  );
}

/** Books pieces that are gone, even ones that are held: alerts name the orders that cannot be kept. */
export function DeclareLoss({ item }: { item: StockRowFragment }) {
  const { t } = useLingui();
  const { run } = useChange(AdjustStockDocument);
  const known = item.onHand ?? 0;
  return (
    <ChangeDialog
      name={t`Declare a loss`}
      title={item.sku.name}
      look="danger"
      told={t`Booked.`}
      change={(said) =>
        run({
          locationId: item.location.id,
          skuId: item.sku.id,
          delta: -Number(said('lost')),
          reason: said('reason'),
        })
      }
    >
      <TextField
        label={t`Pieces lost`}
        hint={t`${known} in the ledger`}
        name="lost"
        type="number"
        inputMode="numeric"
        min={1}
        max={known}
        required
      />
      <TextField label={t`Why`} name="reason" maxLength={2000} required />
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
