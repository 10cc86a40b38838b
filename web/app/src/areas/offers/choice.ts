interface Priced {
  price: { minor: number; currency: string };
  per: number;
}

/** The offers in the currency that most of them have, the cheapest first: prices in others cannot be compared. */
export function comparable<Offer extends Priced>(offers: readonly Offer[]): Offer[] {
  const counts = new Map<string, number>();
  for (const { price } of offers) counts.set(price.currency, (counts.get(price.currency) ?? 0) + 1);
  const most = [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
  return offers
    .filter(({ price }) => price.currency === most)
    .toSorted((one, other) => one.price.minor / one.per - other.price.minor / other.per);
}
