import { Trans, useLingui } from '@lingui/react/macro';
import { Button, IconButton } from '../../ui/Button';
import { TextField } from '../../ui/fields';
import { CloseIcon } from '../../ui/icons';
import styles from './promotions.module.css';

/** As `hub.domain.promotions.STEPS_MAX`. */
const STEPS_MAX = 10;

export interface WrittenStep {
  threshold: string;
  value: string;
}

interface StepsFieldProps {
  steps: readonly WrittenStep[];
  change: (steps: readonly WrittenStep[]) => void;
  /** What the fields of a step are called. */
  threshold: string;
  value: string;
}

/** From where on how much: a ladder, of which the highest step that is reached counts. */
export function StepsField({ steps, change, threshold, value }: StepsFieldProps) {
  const { t } = useLingui();
  const write = (place: number, part: Partial<WrittenStep>) =>
    change(steps.map((step, index) => (index === place ? { ...step, ...part } : step)));
  return (
    <>
      <ol className={styles.steps} aria-label={t`Steps`}>
        {steps.map((step, place) => (
          <li key={place}>
            <TextField
              label={threshold}
              type="number"
              step="any"
              min={0}
              value={step.threshold}
              placeholder="0"
              onChange={(event) => write(place, { threshold: event.target.value })}
            />
            <TextField
              label={value}
              type="number"
              step="any"
              min={0}
              value={step.value}
              onChange={(event) => write(place, { value: event.target.value })}
              required
            />
            {steps.length > 1 && (
              <IconButton label={t`Take this step out`} onClick={() => change(steps.filter((_, at) => at !== place))}>
                <CloseIcon />
              </IconButton>
            )}
          </li>
        ))}
      </ol>
      {steps.length < STEPS_MAX && (
        <p>
          <Button onClick={() => change([...steps, { threshold: '', value: '' }])}>
            <Trans>Add a step</Trans>
          </Button>
        </p>
      )}
    </>
  );
}
