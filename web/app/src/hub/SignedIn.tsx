import { useEffect, useState, type ReactNode } from 'react';
import { Provider, useClient, useQuery, type Client } from 'urql';
import { createClient } from './client';
import { closeSocket, epoch } from './feed';
import {
  FollowAlertsDocument,
  FollowNegotiationsDocument,
  FollowOrdersDocument,
  FollowShipmentsDocument,
  FollowStockDocument,
} from './feeds.generated';
import { useLanguage } from './language';
import { session } from './session';
import { useValue } from './value';
import { ViewerDocument } from './viewer.generated';
import { ViewerProvider, type Viewer } from './viewer';

/** Asks the hub as whoever is signed in in this tab; everything that was read goes when that changes. */
export function HubProvider({ children }: { children: ReactNode }) {
  const key = useValue(session)?.key ?? null;
  return <Asking key={key}>{children}</Asking>;
}

function Asking({ children }: { children: ReactNode }) {
  const [client, setClient] = useState<Client | null>(null);
  const language = useLanguage();
  // Screens stay as they are, and read their texts anew.
  useEffect(() => {
    void createClient().then(setClient);
    return closeSocket;
  }, [language]);
  return client && <Provider value={client}>{children}</Provider>;
}

interface WithViewerProps {
  children: (viewer: Viewer | null) => ReactNode;
  waiting: ReactNode;
  failed: (retry: () => void) => ReactNode;
}

/**
 * Knows who is signed in, and follows what happens to the party from there on.
 *
 * The cursor is of an instant before anything else was read, so between what is read and what is followed nothing is
 * missed; what is delivered twice is told by its version.
 */
export function WithViewer({ children, waiting, failed }: WithViewerProps) {
  const signedIn = useValue(session) !== null;
  const [{ data, error }, execute] = useQuery({
    query: ViewerDocument,
    pause: !signedIn,
    requestPolicy: 'network-only',
  });
  if (!signedIn) return children(null);
  if (error && !data) return failed(() => execute({ requestPolicy: 'network-only' }));
  if (!data) return waiting;
  const viewer = data.viewer;
  return (
    <ViewerProvider value={viewer}>
      {viewer && <Feeds cursor={viewer.feedCursor} />}
      {children(viewer)}
    </ViewerProvider>
  );
}

const FEEDS = [
  FollowOrdersDocument,
  FollowShipmentsDocument,
  FollowStockDocument,
  FollowAlertsDocument,
  FollowNegotiationsDocument,
] as const;

/** Follows the party's feeds; what they bring goes into the cache. */
function Feeds({ cursor }: { cursor: string }) {
  const client = useClient();
  const times = useValue(epoch);
  const [first] = useState(times);

  useEffect(() => {
    let stops: (() => void)[] = [];
    let ended = false;
    async function begin(): Promise<void> {
      // Where a feed could not be resumed, everything is read again from a new cursor on.
      const fresh =
        times === first
          ? cursor
          : (await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' }).toPromise()).data?.viewer
              ?.feedCursor;
      if (ended || !fresh) return;
      stops = FEEDS.map(
        (feed) =>
          client.subscription(feed as typeof FollowOrdersDocument, { after: fresh }).subscribe(() => undefined)
            .unsubscribe,
      );
    }
    void begin();
    return () => {
      ended = true;
      for (const stop of stops) stop();
    };
  }, [client, cursor, first, times]);
  return null;
}
