import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Provider, useQuery, type Client } from 'urql';
import { createClient } from './client';
import { closeSocket } from './feed';
import { useLanguage } from './language';
import { session } from './session';
import { useValue } from './value';
import { ViewerDocument } from './viewer.generated';
import { ViewerProvider, type Viewer } from './viewer';

/** Who only looks around has none, and need not load them. */
const Feeds = lazy(() => import('./Feeds'));

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
      {viewer && (
        <Suspense>
          <Feeds cursor={viewer.feedCursor} />
        </Suspense>
      )}
      {children(viewer)}
    </ViewerProvider>
  );
}
