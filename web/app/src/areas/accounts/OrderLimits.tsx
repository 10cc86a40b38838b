import { Trans, useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { Role } from '../../hub/graph.generated';
import { useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { Buttons, TextField } from '../../ui/fields';
import { minorOf, Money } from '../../ui/format';
import { Section } from '../../ui/page';
import { Table } from '../../ui/Table';
import { RemoveOrderLimitDocument, SetOrderLimitDocument, type PeopleQuery } from './accounts.generated';
import { ROLE } from './words';

type Limit = NonNullable<PeopleQuery['viewer']>['orderLimits'][number];

/** The roles that order, and may be bound; owners never are. */
const LIMITED: readonly Role[] = ['MANAGER', 'BUYER'];

/** How much members of each role order at a time without approval; owners set it. */
export function OrderLimits({ limits, reload }: { limits: readonly Limit[]; reload: () => void }) {
  const { t } = useLingui();
  const word = useWord();
  const isOwner = useViewer().role === 'OWNER';
  const rows = LIMITED.map((role) => ({ role, limit: limits.find((one) => one.role === role)?.limit }));
  return (
    <Section title={t`Order limits`}>
      <p>
        <Trans>
          What is ordered together for more than this, or in another currency, needs the approval of who may order as
          much.
        </Trans>
      </p>
      <Table
        label={t`Order limits`}
        rows={rows}
        keyOf={({ role }) => role}
        columns={[
          { key: 'role', header: t`Role`, leads: true, cell: ({ role }) => word(ROLE, role) },
          {
            key: 'limit',
            header: t`At a time`,
            align: 'end',
            cell: ({ limit }) => (limit ? <Money of={limit} /> : t`without limit`),
          },
          {
            key: 'next',
            header: t`Next step`,
            align: 'end',
            cell: (row) => isOwner && <LimitSteps {...row} reload={reload} />,
          },
        ]}
      />
    </Section>
  );
}

interface LimitStepsProps {
  role: Role;
  limit: Limit['limit'] | undefined;
  reload: () => void;
}

function LimitSteps({ role, limit, reload }: LimitStepsProps) {
  const { t } = useLingui();
  const word = useWord();
  const set = useChange(SetOrderLimitDocument, reload);
  const remove = useChange(RemoveOrderLimitDocument, reload);
  const who = word(ROLE, role);
  return (
    <Buttons>
      <ChangeDialog
        name={t`Set limit`}
        title={t`Order limit: ${who}`}
        told={t`The limit is set.`}
        change={(said) => {
          const currency = said('currency').toUpperCase();
          const limitMinor = Math.round(Number(said('limit')) * minorOf(currency));
          return set.run({ role, currency, limitMinor });
        }}
      >
        <TextField
          label={t`At a time`}
          name="limit"
          type="number"
          step="any"
          min={0}
          defaultValue={limit?.amount ?? ''}
          required
        />
        <TextField
          label={t`Currency`}
          name="currency"
          defaultValue={limit?.currency ?? 'CNY'}
          pattern="[A-Za-z]{3}"
          minLength={3}
          maxLength={3}
          required
        />
      </ChangeDialog>
      {limit && (
        <ChangeDialog
          name={t`Remove limit`}
          look="danger"
          told={t`There is no limit any more.`}
          change={() => remove.run({ role })}
        >
          <p>
            <Trans>They order without limit then.</Trans>
          </p>
        </ChangeDialog>
      )}
    </Buttons>
  );
}
