import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { epoch } from './feed';
import {
  FollowAlertsDocument,
  FollowNegotiationsDocument,
  FollowOrdersDocument,
  FollowRequisitionsDocument,
  FollowShipmentsDocument,
  FollowStockDocument,
} from './feeds.generated';
import { useValue } from './value';
import { ViewerDocument } from './viewer.generated';

const FEEDS = [
  FollowOrdersDocument,
  FollowShipmentsDocument,
  FollowStockDocument,
  FollowAlertsDocument,
  FollowNegotiationsDocument,
  FollowRequisitionsDocument,
] as const;

/** Follows the party's feeds; what they bring goes into the cache. */
export default function Feeds({ cursor }: { cursor: string }) {
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
