import { useLingui } from '@lingui/react/macro';
import { minorOf, useFormat } from '../../ui/format';
import type { PromotionRowFragment } from './promotions.generated';

/** Says in a few words what a promotion gives, at its first step. */
export function useWhatIsGiven(): (promotion: PromotionRowFragment) => string {
  const { t } = useLingui();
  const { money, number } = useFormat();
  return ({ effect, measure, steps, repeats, currency }) => {
    const step = steps[0];
    if (!step) return '';
    const inMoney = (minor: number) => money({ amount: String(minor / minorOf(currency)), currency });
    const from = measure === 'PIECES' ? t`${number(step.threshold)} pieces` : inMoney(step.threshold);
    const value = inMoney(step.value);
    const percent = number(step.value / 100);
    const pieces = number(step.value);
    switch (effect) {
      case 'AMOUNT_OFF':
        return repeats ? t`${value} off every ${from}` : t`${value} off from ${from} on`;
      case 'PERCENT_OFF':
        return step.threshold > 0 ? t`${percent} % off from ${from} on` : t`${percent} % off`;
      case 'FIXED_PRICE':
        return t`${value} a piece`;
      case 'FREE_PIECES':
        return t`${pieces} free after ${from}`;
      case 'GIFT':
        return t`A gift from ${from} on`;
    }
  };
}
