import { Trans, useLingui } from '@lingui/react/macro';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Button, IconButton } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/fields';
import { CloseIcon } from '../../ui/icons';
import { PartnersToShareWithDocument } from './promotions.generated';
import styles from './promotions.module.css';

export interface Share {
  partyId: string;
  percent: string;
}

interface SharesFieldProps {
  shares: readonly Share[];
  change: (shares: readonly Share[]) => void;
}

/** Partners who are asked to bear a part, each with its percent; the rest is one's own. */
export function SharesField({ shares, change }: SharesFieldProps) {
  const { t } = useLingui();
  const { party } = useViewer();
  const { data } = useAnswer(PartnersToShareWithDocument, { partyId: party.id });
  const found = data?.party && 'partnerships' in data.party ? data.party.partnerships.nodes : [];
  const partners = found
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ upstream, downstream }) => (upstream.id === party.id ? downstream : upstream));
  const write = (place: number, part: Partial<Share>) =>
    change(shares.map((share, index) => (index === place ? { ...share, ...part } : share)));
  const left = partners.filter(({ id }) => !shares.some(({ partyId }) => partyId === id));

  return (
    <>
      {shares.length === 0 && (
        <p>
          <Trans>You alone. Whoever you ask to bear a part has to agree before the promotion counts.</Trans>
        </p>
      )}
      {shares.length > 0 && (
        <ol className={styles.steps} aria-label={t`Shares`}>
          {shares.map((share, place) => (
            <li key={share.partyId}>
              <SelectField
                label={t`Partner`}
                value={share.partyId}
                onChange={(event) => write(place, { partyId: event.target.value })}
                options={partners
                  .filter(({ id }) => id === share.partyId || left.some((one) => one.id === id))
                  .map(({ id, name }) => [id, name] as const)}
              />
              <TextField
                label={t`Bears so many percent`}
                type="number"
                step="any"
                min={0.01}
                max={100}
                value={share.percent}
                onChange={(event) => write(place, { percent: event.target.value })}
                required
              />
              <IconButton
                label={t`Take this share out`}
                onClick={() => change(shares.filter((_, index) => index !== place))}
              >
                <CloseIcon />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      {left[0] && (
        <p>
          <Button onClick={() => change([...shares, { partyId: left[0]!.id, percent: '' }])}>
            <Trans>Ask a partner to bear a part</Trans>
          </Button>
        </p>
      )}
    </>
  );
}
