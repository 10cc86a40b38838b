import { createContext, useContext } from 'react';
import type { ViewerQuery } from './viewer.generated';

export type Viewer = NonNullable<ViewerQuery['viewer']>;

const Context = createContext<Viewer | null>(null);

export const ViewerProvider = Context.Provider;

/** Who is signed in. Only for screens that nobody else gets to see. */
export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (!viewer) throw new Error('This screen is only for who is signed in.');
  return viewer;
}

/** Who is signed in, or null. */
export function useViewerIfAny(): Viewer | null {
  return useContext(Context);
}
