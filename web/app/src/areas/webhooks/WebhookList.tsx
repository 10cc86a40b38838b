import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { WEBHOOK_STATUS, WEBHOOK_TONE } from './words';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, TextField } from '../../ui/fields';
import { Time, useFormat } from '../../ui/format';
import { Items } from '../../ui/Items';
import { Page, Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { Table } from '../../ui/Table';
import {
  CreateWebhookDocument,
  DeleteWebhookDocument,
  PauseWebhookDocument,
  ReplayWebhookDocument,
  ResumeWebhookDocument,
  RotateWebhookSecretDocument,
  TestWebhookDocument,
  WebhookDeliveriesDocument,
  WebhooksDocument,
  type WebhookRowFragment,
} from './webhooks.generated';

/** Addresses that the party's feed is sent to, and what came of it. */
export function WebhookList() {
  const { t } = useLingui();
  const [secret, setSecret] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const word = useWord();
  const { data, error, reload } = useAnswer(WebhooksDocument, {});
  const create = useChange(CreateWebhookDocument, ({ createWebhook }) => {
    setSecret(createWebhook.secret);
    reload();
  });

  return (
    <Page
      title={t`Webhooks`}
      help={
        <p>
          <Trans>
            For programs that cannot hold a connection: the hub sends each event of your feed, signed, to an address of
            yours, in order, and tries again until it is taken. The secret is shown once, when the webhook is made.
          </Trans>
        </p>
      }
      actions={
        <ChangeDialog
          name={t`Add a webhook`}
          look="primary"
          told={t`The webhook is made.`}
          change={(said) => create.run({ address: said('address') })}
        >
          <TextField label={t`Address`} name="address" type="url" placeholder="https://" maxLength={2000} required />
        </ChangeDialog>
      }
    >
      {secret && (
        <Notice
          tone="attention"
          action={
            <Button onClick={() => setSecret(null)}>
              <Trans>I have kept it</Trans>
            </Button>
          }
        >
          <Trans>The secret, shown this once:</Trans> <code>{secret}</code>
        </Notice>
      )}
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={4} />}
      {data?.webhooks.nodes.length === 0 && (
        <Empty>
          <Trans>No webhook yet.</Trans>
        </Empty>
      )}
      <Items
        items={(data?.webhooks.nodes ?? []).map((webhook) => ({
          key: webhook.id,
          title: webhook.address,
          badge: <Badge tone={WEBHOOK_TONE[webhook.status]}>{word(WEBHOOK_STATUS, webhook.status)}</Badge>,
          text: webhook.deliveredAt ? (
            <>
              {t`Delivered last`} <Time at={webhook.deliveredAt} />
            </>
          ) : (
            t`Nothing delivered yet`
          ),
          action: <Steps webhook={webhook} reload={reload} show={() => setShown(webhook.id)} tellSecret={setSecret} />,
        }))}
      />
      {shown && <Deliveries id={shown} />}
    </Page>
  );
}

interface StepsProps {
  webhook: WebhookRowFragment;
  reload: () => void;
  show: () => void;
  tellSecret: (secret: string | null) => void;
}

function Steps({ webhook, reload, show, tellSecret }: StepsProps) {
  const { t } = useLingui();
  const pause = useAct(PauseWebhookDocument);
  const resume = useAct(ResumeWebhookDocument);
  const test = useAct(TestWebhookDocument);
  const replay = useChange(ReplayWebhookDocument, show);
  const rotate = useChange(RotateWebhookSecretDocument, (data) => tellSecret(data.rotateWebhookSecret.secret));
  const remove = useChange(DeleteWebhookDocument, reload);
  const input = { webhookId: webhook.id };
  return (
    <Buttons>
      <Button onClick={show}>
        <Trans>Deliveries</Trans>
      </Button>
      <Button disabled={test.running} onClick={() => void test.act(input, t`A test is on its way.`)}>
        <Trans>Send a test</Trans>
      </Button>
      {webhook.status === 'PAUSED' ? (
        <Button disabled={resume.running} onClick={() => void resume.act(input, t`Resumed.`)}>
          <Trans>Resume</Trans>
        </Button>
      ) : (
        <Button disabled={pause.running} onClick={() => void pause.act(input, t`Paused.`)}>
          <Trans>Pause</Trans>
        </Button>
      )}
      <ChangeDialog
        name={t`Send again`}
        told={t`It goes on from there.`}
        change={(said) => replay.run({ ...input, after: said('after') })}
      >
        <TextField
          label={t`After which cursor`}
          name="after"
          maxLength={500}
          required
          hint={t`The “cursor” of the last message that your program has kept. All that came after it is sent again.`}
        />
      </ChangeDialog>
      <ChangeDialog name={t`New secret`} told={t`The new secret is above.`} change={() => rotate.run(input)}>
        <p>
          <Trans>
            Messages are signed with the new secret from now on, and for a day with the old one too, so that your
            program can change over.
          </Trans>
        </p>
      </ChangeDialog>
      <ChangeDialog name={t`Delete`} look="danger" told={t`Deleted.`} change={() => remove.run(input)}>
        <p>
          <Trans>Nothing more is sent to this address.</Trans>
        </p>
      </ChangeDialog>
    </Buttons>
  );
}

function Deliveries({ id }: { id: string }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const { data, error, reload } = useAnswer(WebhookDeliveriesDocument, { id }, { staleAfter: () => true });
  return (
    <Section
      title={t`Deliveries`}
      aside={
        <Button onClick={reload}>
          <Trans>Look again</Trans>
        </Button>
      }
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {data?.webhook?.deliveries.nodes.length === 0 && (
        <Empty>
          <Trans>Nothing was sent yet.</Trans>
        </Empty>
      )}
      {data?.webhook && data.webhook.deliveries.nodes.length > 0 && (
        <Table
          label={t`Deliveries`}
          rows={data.webhook.deliveries.nodes}
          keyOf={(one) => one.id}
          columns={[
            { key: 'when', header: t`When`, leads: true, cell: (one) => <Time at={one.triedAt} /> },
            {
              key: 'result',
              header: t`Result`,
              cell: (one) => (
                <Badge tone={one.delivered ? 'good' : 'bad'}>{one.delivered ? t`taken` : t`not taken`}</Badge>
              ),
            },
            {
              key: 'position',
              header: t`Place in the feed`,
              align: 'end',
              cell: (one) => one.position && number(one.position),
            },
            { key: 'attempt', header: t`Try`, align: 'end', cell: (one) => number(one.attempt) },
            { key: 'answer', header: t`Answer`, cell: (one) => one.statusCode ?? one.error },
            { key: 'took', header: t`Milliseconds`, align: 'end', cell: (one) => number(one.milliseconds) },
          ]}
        />
      )}
    </Section>
  );
}
