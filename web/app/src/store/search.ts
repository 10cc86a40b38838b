import { readChosen, type Chosen } from '../areas/catalogue/chosen';
import type { Trade } from '../hub/graph.generated';

/** What the shop shows; it stands in the address. */
export interface ShopSearch extends Chosen {
  trade?: Extract<Trade, 'COSMETICS' | 'JEWELLERY'>;
  shelf?: string;
  find?: string;
}

export function readShopSearch(said: Record<string, unknown>): ShopSearch {
  const search: ShopSearch = readChosen(said);
  if (said['trade'] === 'COSMETICS' || said['trade'] === 'JEWELLERY') search.trade = said['trade'];
  if (typeof said['shelf'] === 'string') search.shelf = said['shelf'];
  if (said['find'] !== undefined && String(said['find']).trim()) search.find = String(said['find']).trim();
  return search;
}
