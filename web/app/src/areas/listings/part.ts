import type { ListingQuery } from './listings.generated';

export type Listing = NonNullable<ListingQuery['product']>;

/** What every part of a product's screen is given. */
export interface PartProps {
  product: Listing;
  reload: () => void;
}

export function mayChange(product: Listing): boolean {
  return product.availableActions.includes('CHANGE');
}
