import { Trans, useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { Link } from '@tanstack/react-router';
import type { PartyKind } from '../hub/graph.generated';
import { useStored } from '../hub/stored';
import { useViewer } from '../hub/viewer';
import { Button } from '../ui/Button';
import { Section } from '../ui/page';
import styles from './FirstDay.module.css';
import { screensFor } from './screens';

interface Step {
  to: string;
  search?: Record<string, unknown>;
  name: MessageDescriptor;
}

const LOOK_AT_HELP: Step = { to: '/', name: msg`Press ? on any screen: it says what one does there` };
const ASK: Step = { to: '/analytics', name: msg`See how trade goes, and press a bar to see its orders` };
const ALERT: Step = { to: '/stock', name: msg`Open an article and set below how many pieces you want an alert` };
const PARTNERS: Step = { to: '/partners', name: msg`Look at what your partners see of you, and decide how exactly` };
const COLLEAGUE: Step = { to: '/people', name: msg`Invite a colleague, with the role that fits` };
const CONFIRM: Step = {
  to: '/orders',
  search: { show: 'waiting', side: 'selling' },
  name: msg`Confirm the orders that wait for you, several at once`,
};
const SHIP: Step = { to: '/shipping', name: msg`Print a pick list and ship an order` };

/** What a newcomer tries on the first day, by what the party is. */
const STEPS: Record<PartyKind, readonly Step[]> = {
  SUPPLIER: [LOOK_AT_HELP, CONFIRM, SHIP, ALERT, PARTNERS, COLLEAGUE],
  BRAND: [LOOK_AT_HELP, CONFIRM, SHIP, ALERT, ASK, PARTNERS, COLLEAGUE],
  RETAILER: [
    LOOK_AT_HELP,
    { to: '/order-pad', name: msg`Order again what you ordered last, or paste a list` },
    { to: '/receiving', name: msg`Receive a parcel by its tracking number` },
    ALERT,
    ASK,
    COLLEAGUE,
  ],
  OPERATOR: [
    LOOK_AT_HELP,
    { to: '/parties', search: {}, name: msg`Admit who asks to trade here` },
    { to: '/analytics', name: msg`See what moves on the hub, and who runs out of stock` },
    COLLEAGUE,
  ],
  CONSUMER: [],
};

/** What there is to try for who is here for the first time; it goes once all of it is done or nobody wants it. */
export function FirstDay() {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const { party, role } = useViewer();
  const [done, setDone] = useStored<readonly string[]>('first-day', []);
  const [isHidden, setHidden] = useStored('first-day-hidden', false);
  const reachable = new Set(screensFor(party.kind, role).map(({ to }) => to));
  const steps = STEPS[party.kind].filter(({ to }) => reachable.has(to));
  const doneCount = steps.filter(({ name }) => done.includes(name.id)).length;
  const count = steps.length;
  if (isHidden || count === 0 || doneCount === count) return null;
  return (
    <Section
      title={t`Your first day`}
      aside={
        <Button look="link" onClick={() => setHidden(true)}>
          <Trans>I know my way</Trans>
        </Button>
      }
    >
      <progress
        className={styles.progress}
        value={doneCount}
        max={count}
        aria-label={t`${doneCount} of ${count} done`}
      />
      <ul className={styles.steps}>
        {steps.map(({ to, search = {}, name }) => {
          const isDone = done.includes(name.id);
          const said = i18n._(name);
          const toggle = () => setDone(isDone ? done.filter((id) => id !== name.id) : [...done, name.id]);
          return (
            <li key={name.id} data-done={isDone || undefined}>
              <input type="checkbox" aria-label={said} checked={isDone} onChange={toggle} />
              <Link
                to={to}
                search={search as never}
                onClick={() => {
                  if (!isDone) toggle();
                }}
              >
                {said}
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
