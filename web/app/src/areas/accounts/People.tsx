import { Trans, useLingui } from '@lingui/react/macro';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { Role } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { ROLE } from './words';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, SelectField, TextField } from '../../ui/fields';
import { Time, useFormat } from '../../ui/format';
import { Page, Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Table } from '../../ui/Table';
import { OrderLimits } from './OrderLimits';
import {
  ChangeMemberRoleDocument,
  ChangePasswordDocument,
  InviteMemberDocument,
  PeopleDocument,
  RemoveMemberDocument,
  SetTimeZoneDocument,
  WithdrawInvitationDocument,
  type InvitedFragment,
  type MemberFragment,
} from './accounts.generated';

const ROLES: readonly Role[] = ['OWNER', 'MANAGER', 'BUYER', 'WAREHOUSE', 'ANALYST'];

/** Who acts for the party, and who was invited to. */
export function People() {
  const { t } = useLingui();
  const word = useWord();
  const { date } = useFormat();
  const { party, role } = useViewer();
  const mayManage = role === 'OWNER' || role === 'MANAGER';
  const { data, error, reload } = useAnswer(PeopleDocument, { partyId: party.id });
  const invitations = data?.party?.invitations.nodes ?? [];
  const stateOf = (one: InvitedFragment) =>
    one.acceptedAt ? t`accepted` : one.withdrawnAt ? t`withdrawn` : t`open until ${date(one.expiresAt)}`;

  return (
    <Page
      title={t`People`}
      help={
        <p>
          <Trans>
            An owner may do everything, a manager all but make owners and set order limits, a buyer orders, the
            warehouse ships and receives, an analyst reads. Who is invited gets a mail with a link.
          </Trans>
        </p>
      }
      actions={
        <>
          <ChangeOwnPassword />
          {mayManage && data?.party && <OwnTimeZone zone={data.party.timeZone} reload={reload} />}
          {mayManage && <Invite reload={reload} />}
        </>
      }
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {data?.party && (
        <Section title={t`Members`}>
          <Table
            label={t`Members`}
            rows={data.party.members}
            keyOf={({ id }) => id}
            columns={[
              { key: 'name', header: t`Name`, leads: true, cell: ({ account }) => account?.name ?? '–' },
              { key: 'email', header: t`Email`, cell: ({ account }) => account?.email ?? '–' },
              { key: 'role', header: t`Role`, cell: (member) => <Badge>{word(ROLE, member.role)}</Badge> },
              {
                key: 'next',
                header: t`Next step`,
                align: 'end',
                cell: (member) => mayManage && <MemberSteps member={member} reload={reload} />,
              },
            ]}
          />
        </Section>
      )}
      {data && party.kind !== 'SUPPLIER' && party.kind !== 'OPERATOR' && (
        <OrderLimits limits={data.viewer?.orderLimits ?? []} reload={reload} />
      )}
      {data && mayManage && (
        <Section title={t`Invitations`}>
          {invitations.length === 0 ? (
            <Empty>
              <Trans>Nobody is invited. Invite a colleague, and they can sign in with their own password.</Trans>
            </Empty>
          ) : (
            <Table
              label={t`Invitations`}
              rows={invitations}
              keyOf={({ id }) => id}
              columns={[
                { key: 'email', header: t`Email`, leads: true, cell: (one) => one.email },
                { key: 'role', header: t`Role`, cell: (one) => word(ROLE, one.role) },
                { key: 'when', header: t`Invited`, cell: (one) => <Time at={one.createdAt} /> },
                { key: 'state', header: t`Status`, cell: stateOf },
                { key: 'next', header: t`Next step`, align: 'end', cell: (one) => <Withdraw invitation={one} /> },
              ]}
            />
          )}
        </Section>
      )}
    </Page>
  );
}

function OwnTimeZone({ zone, reload }: { zone: string; reload: () => void }) {
  const { t } = useLingui();
  const { run } = useChange(SetTimeZoneDocument, reload);
  const zones = [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted();
  return (
    <ChangeDialog
      name={t`Set the time zone`}
      told={t`Saved.`}
      change={(said) => run({ timeZone: said('zone'), locationId: null })}
    >
      <SelectField
        label={t`Time zone`}
        hint={t`Whose days, weeks and months your figures are told by`}
        name="zone"
        defaultValue={zone}
        options={zones.map((one) => [one, one.replaceAll('_', ' ')])}
      />
    </ChangeDialog>
  );
}

function Invite({ reload }: { reload: () => void }) {
  const { t } = useLingui();
  const word = useWord();
  const { run } = useChange(InviteMemberDocument, reload);
  return (
    <ChangeDialog
      name={t`Invite`}
      look="primary"
      told={t`The invitation is on its way.`}
      change={(said) => run({ email: said('email'), role: said('role') as Role })}
    >
      <TextField label={t`Email`} name="email" type="email" required />
      <SelectField
        label={t`Role`}
        name="role"
        defaultValue="BUYER"
        options={ROLES.map((one) => [one, word(ROLE, one)])}
      />
    </ChangeDialog>
  );
}

function Withdraw({ invitation }: { invitation: InvitedFragment }) {
  const { t } = useLingui();
  const { act, running } = useAct(WithdrawInvitationDocument);
  if (invitation.acceptedAt || invitation.withdrawnAt) return null;
  return (
    <Button disabled={running} onClick={() => void act({ invitationId: invitation.id }, t`Withdrawn.`)}>
      <Trans>Withdraw</Trans>
    </Button>
  );
}

function MemberSteps({ member, reload }: { member: MemberFragment; reload: () => void }) {
  const { t } = useLingui();
  const word = useWord();
  const change = useChange(ChangeMemberRoleDocument);
  const remove = useChange(RemoveMemberDocument, reload);
  const { account } = useViewer();
  if (member.account?.id === account.id) return null;
  return (
    <Buttons>
      <ChangeDialog
        name={t`Change role`}
        told={t`The role is changed.`}
        change={(said) => change.run({ membershipId: member.id, role: said('role') as Role })}
      >
        <SelectField
          label={t`Role`}
          name="role"
          defaultValue={member.role}
          options={ROLES.map((one) => [one, word(ROLE, one)])}
        />
      </ChangeDialog>
      <ChangeDialog
        name={t`Remove`}
        look="danger"
        told={t`Removed.`}
        change={() => remove.run({ membershipId: member.id })}
      >
        <p>
          <Trans>They can no longer act for you; what they did stays as it is.</Trans>
        </p>
      </ChangeDialog>
    </Buttons>
  );
}

function ChangeOwnPassword() {
  const { t } = useLingui();
  const { run } = useChange(ChangePasswordDocument);
  return (
    <ChangeDialog
      name={t`Change my password`}
      told={t`The password is changed.`}
      change={(said) => run({ currentPassword: said('current'), password: said('new') })}
    >
      <TextField
        label={t`Password until now`}
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <TextField label={t`New password`} name="new" type="password" autoComplete="new-password" required />
    </ChangeDialog>
  );
}
