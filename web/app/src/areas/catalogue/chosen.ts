import type { ProductFilter } from '../../hub/graph.generated';

/** What is chosen of the facets of a list; it stands in the address. */
export interface Chosen {
  brand?: readonly string[];
  category?: readonly string[];
  efficacy?: readonly string[];
  material?: readonly string[];
  gem?: readonly string[];
  /** A band of prices: currency, from and until, with colons between them. */
  price?: string;
  certificate?: true;
  stock?: true;
}

const LISTS = ['brand', 'category', 'efficacy', 'material', 'gem'] as const;
const PRICE = /^([A-Z]{3}):(\d+):(\d+)$/;

export function readChosen(said: Record<string, unknown>): Chosen {
  const chosen: Chosen = {};
  for (const name of LISTS) {
    const values = said[name];
    if (!Array.isArray(values)) continue;
    const texts = values.filter((value): value is string => typeof value === 'string');
    if (texts.length > 0) chosen[name] = texts;
  }
  if (typeof said['price'] === 'string' && PRICE.test(said['price'])) chosen.price = said['price'];
  if (said['certificate'] === true) chosen.certificate = true;
  if (said['stock'] === true) chosen.stock = true;
  return chosen;
}

/** The filter of a list that has what is chosen. */
export function filterOf({
  brand,
  category,
  efficacy,
  material,
  gem,
  price,
  certificate,
  stock,
}: Chosen): ProductFilter {
  const [, currency, from, until] = PRICE.exec(price ?? '') ?? [];
  return {
    ...(brand && { brandIds: [...brand] }),
    ...(category && { categoryIds: [...category] }),
    ...(efficacy && { efficacy: [...efficacy] }),
    ...(material && { material: [...material] }),
    ...(gem && { gem: [...gem] }),
    ...(currency && { price: { currency, fromMinor: Number(from), untilMinor: Number(until) } }),
    ...(certificate && { hasCertificate: true }),
    ...(stock && { inStock: true }),
  };
}
