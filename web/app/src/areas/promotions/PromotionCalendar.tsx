import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer } from '../../hub/queries';
import { Button } from '../../ui/Button';
import { useFormat } from '../../ui/format';
import { Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { useWhatIsGiven } from './given';
import styles from './promotions.module.css';
import { PromotionCalendarDocument, type PromotionRowFragment } from './promotions.generated';
import { Days, State } from './State';

/** A month by its year and number; `monthOf(0)` is the one that runs. */
function monthOf(shift: number): Date {
  const today = new Date();
  return new Date(today.getFullYear(), today.getMonth() + shift, 1);
}

const DAY = 86_400_000;

/** Which promotions run on which days of a month, each a bar. */
export function PromotionCalendar({ ownerId }: { ownerId: string }) {
  const { t } = useLingui();
  const { period } = useFormat();
  const [shift, setShift] = useState(0);
  const first = monthOf(shift);
  const after = monthOf(shift + 1);
  const { data, error, reload } = useAnswer(PromotionCalendarDocument, {
    from: first.toISOString(),
    until: after.toISOString(),
    ownerId,
  });
  const days = daysAfter(first, after.getTime());
  const name = period(`${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, '0')}-01`, 'MONTH');
  const pages = data && [data.own, data.shared, data.received];
  const rows = pages?.flatMap(({ nodes }) => nodes);

  return (
    <Section
      title={name}
      aside={
        <span className={styles.turning}>
          <Button onClick={() => setShift(shift - 1)}>
            <Trans>Month before</Trans>
          </Button>
          <Button disabled={shift === 0} onClick={() => setShift(0)}>
            <Trans>This month</Trans>
          </Button>
          <Button onClick={() => setShift(shift + 1)}>
            <Trans>Next month</Trans>
          </Button>
        </span>
      }
    >
      {error && !rows && <RefusedAnswer error={error} retry={reload} />}
      {!rows && !error && <Loading rows={4} />}
      {rows?.length === 0 && (
        <Empty>
          <Trans>Nothing is given in this month.</Trans>
        </Empty>
      )}
      {rows && rows.length > 0 && (
        <div className={styles.calendar}>
          <div className={styles.days} aria-hidden="true">
            {Array.from({ length: days }, (_, day) => (
              <span key={day} data-today={isToday(first, day) || undefined}>
                {day + 1}
              </span>
            ))}
          </div>
          <ol aria-label={t`Promotions in ${name}`}>
            {rows.map((row) => (
              <Bar key={row.id} of={row} first={first} days={days} />
            ))}
          </ol>
          {pages?.some(({ pageInfo }) => pageInfo.hasNextPage) && (
            <p>
              <Trans>There are more than can be shown here; the lists have all of them.</Trans>
            </p>
          )}
        </div>
      )}
    </Section>
  );
}

/** How many days of the calendar an instant lies after a day that begins, however long each of them is. */
function daysAfter(first: Date, instant: number): number {
  return Math.round((new Date(instant).setHours(0, 0, 0, 0) - first.getTime()) / DAY);
}

function isToday(first: Date, day: number): boolean {
  return new Date(first.getFullYear(), first.getMonth(), day + 1).toDateString() === new Date().toDateString();
}

interface BarProps {
  of: PromotionRowFragment;
  first: Date;
  days: number;
}

function Bar({ of, first, days }: BarProps) {
  const given = useWhatIsGiven();
  const begins = Math.max(daysAfter(first, Date.parse(of.startsAt)), 0);
  // It does not count any more at the instant of its end.
  const ends = Math.min(Math.max(daysAfter(first, Date.parse(of.endsAt) - 1), begins), days - 1);
  return (
    <li>
      <div className={styles.bar} style={{ gridColumn: `${begins + 1} / ${ends + 2}` }} />
      <div className={styles.of}>
        <Link to="/promotions/$promotionId" params={{ promotionId: of.id } as never}>
          {of.name}
        </Link>
        <State of={of} />
        <span>
          {of.owner.name} · {given(of)} · <Days of={of} />
        </span>
      </div>
    </li>
  );
}
