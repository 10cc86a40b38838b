import { Money } from '../../ui/format';
import type { AmountFragment } from '../../hub/names.generated';

/** What amounts come to together, by currency. */
export function totalsOf(amounts: readonly (AmountFragment | null | undefined)[]): AmountFragment[] {
  const found = new Map<string, AmountFragment>();
  for (const one of amounts) {
    if (!one) continue;
    const { currency, minor, amount } = one;
    const before = found.get(currency);
    found.set(currency, {
      ...one,
      minor: minor + (before?.minor ?? 0),
      amount: String(Number(amount) + Number(before?.amount ?? 0)),
    });
  }
  return [...found.values()];
}

/** Whether so much may be ordered at a time without approval: a limit is in one currency. */
export function isWithin(
  limit: AmountFragment | null | undefined,
  totals: readonly Pick<AmountFragment, 'currency' | 'minor'>[],
): boolean {
  if (!limit) return true;
  return totals.every(({ currency, minor }) => minor <= (currency === limit.currency ? limit.minor : 0));
}

/** Amounts of several currencies beside each other. */
export function Totals({ of }: { of: readonly AmountFragment[] }) {
  return of.map((total, place) => (
    <strong key={total.currency}>
      {place > 0 && ' + '}
      <Money of={total} />
    </strong>
  ));
}
