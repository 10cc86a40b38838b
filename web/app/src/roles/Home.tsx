import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { AlertItems } from '../areas/alerts/AlertItems';
import { OrderItems } from '../areas/orders/OrderItems';
import { RefusedAnswer } from '../hub/problems';
import { useAnswer } from '../hub/queries';
import { useViewer } from '../hub/viewer';
import { useWord } from '../hub/words';
import { PARTY_KIND } from '../areas/parties/words';
import { ButtonLink } from '../ui/Button';
import { useFormat } from '../ui/format';
import { Items } from '../ui/Items';
import { Columns, Figure, Figures, Page, Section } from '../ui/page';
import { Empty, Loading } from '../ui/states';
import { FirstDay } from './FirstDay';
import { OperatorHomeDocument, TraderHomeDocument } from './home.generated';

/** What matters today, what waits, and what happens. */
export function Home() {
  const { party } = useViewer();
  if (party.kind === 'OPERATOR') return <OperatorHome />;
  if (party.kind === 'CONSUMER') return <ConsumerHome />;
  return <TraderHome />;
}

function useHelp() {
  return (
    <>
      <p>
        <Trans>
          Three numbers that matter today, then what waits for you with its next step, then what happened last.
        </Trans>
      </p>
      <p>
        <Trans>Everything here changes by itself. The word at the top right says whether it is live.</Trans>
      </p>
    </>
  );
}

function TraderHome() {
  const { t } = useLingui();
  const { party } = useViewer();
  const { number } = useFormat();
  const help = useHelp();
  const { data, error, reload } = useAnswer(
    TraderHomeDocument,
    { partyId: party.id },
    { staleAfter: ({ field }) => field !== 'stockEvents' },
  );
  const buysFirst = party.kind === 'RETAILER';

  return (
    <Page title={t`Today`} help={help}>
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {data && (
        <>
          <Figures>
            {buysFirst ? (
              <Link to="/receiving">
                <Figure value={number(data.toReceive.totalCount)} label={t`orders on their way to you`} />
              </Link>
            ) : (
              <Link to="/orders" search={{ show: 'waiting', side: 'selling' } as never}>
                <Figure
                  value={number(data.toConfirm.totalCount)}
                  label={t`orders to confirm`}
                  tone={data.toConfirm.totalCount > 0 ? 'attention' : undefined}
                />
              </Link>
            )}
            <Link to="/shipping">
              <Figure value={number(data.toShip.totalCount)} label={t`orders to ship`} />
            </Link>
            <Link to="/alerts">
              <Figure
                value={number(data.alerts.totalCount)}
                label={t`alerts that nobody sees to`}
                tone={data.alerts.totalCount > 0 ? 'bad' : undefined}
              />
            </Link>
          </Figures>
          <FirstDay />
          <Columns>
            <Section
              title={t`Waits for you`}
              aside={
                data.toConfirm.totalCount > 0 && (
                  <ButtonLink look="link" to="/orders" search={{ show: 'waiting', side: 'selling' } as never}>
                    <Trans>All to confirm</Trans>
                  </ButtonLink>
                )
              }
            >
              {data.toConfirm.nodes.length + data.toReceive.nodes.length + data.alerts.nodes.length === 0 && (
                <Empty>
                  <Trans>Nothing waits for you. New orders and alerts come here by themselves.</Trans>
                </Empty>
              )}
              <OrderItems orders={[...data.toConfirm.nodes, ...data.toReceive.nodes]} withSteps />
              <AlertItems alerts={data.alerts.nodes} />
            </Section>
            <Section title={t`Happened last`}>
              <OrderItems orders={data.latest.nodes} />
            </Section>
          </Columns>
        </>
      )}
    </Page>
  );
}

function OperatorHome() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const help = useHelp();
  const { data, error, reload } = useAnswer(OperatorHomeDocument, {}, { staleAfter: () => true });
  return (
    <Page title={t`Hub today`} help={help}>
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {data && (
        <>
          <Figures>
            <Link to="/parties">
              <Figure
                value={number(data.applied.totalCount)}
                label={t`parties ask to be admitted`}
                tone={data.applied.totalCount > 0 ? 'attention' : undefined}
              />
            </Link>
            <Link to="/orders" search={{ show: 'waiting' } as never}>
              <Figure value={number(data.waiting.totalCount)} label={t`orders wait for their sellers`} />
            </Link>
            <Figure
              value={number(data.failed.totalCount)}
              label={t`jobs have failed`}
              tone={data.failed.totalCount > 0 ? 'bad' : undefined}
            />
          </Figures>
          <FirstDay />
          <Columns>
            <Section title={t`Waits for you`}>
              {data.applied.nodes.length === 0 ? (
                <Empty>
                  <Trans>Nobody asks to be admitted.</Trans>
                </Empty>
              ) : (
                <Items
                  items={data.applied.nodes.map((party) => ({
                    key: party.id,
                    title: party.name,
                    text: word(PARTY_KIND, party.kind),
                    action: (
                      <ButtonLink to="/parties">
                        <Trans>Decide</Trans>
                      </ButtonLink>
                    ),
                  }))}
                />
              )}
            </Section>
            <Section title={t`Happened last`}>
              <OrderItems orders={data.latest.nodes} />
            </Section>
          </Columns>
        </>
      )}
    </Page>
  );
}

function ConsumerHome() {
  const { t } = useLingui();
  return (
    <Page title={t`Today`} help={useHelp()}>
      <Empty
        action={
          <a href="/">
            <Trans>To the shop</Trans>
          </a>
        }
      >
        <Trans>You buy for yourself: your orders are in the shop.</Trans>
      </Empty>
    </Page>
  );
}
