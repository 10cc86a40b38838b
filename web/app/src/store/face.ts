import { useEffect } from 'react';
import type { Trade } from '../hub/graph.generated';

/** Gives the page the face of a trade: Studio for cosmetics, Atelier for jewellery. */
export function useFace(trade: Trade | undefined): void {
  useEffect(() => {
    document.documentElement.dataset['face'] = trade === 'JEWELLERY' ? 'atelier' : 'studio';
  }, [trade]);
}
