import { useLingui } from '@lingui/react/macro';
import { minorOf, useFormat } from '../../ui/format';
import type { PromotionRowFragment } from './promotions.generated';

type Gives = Pick<PromotionRowFragment, 'effect' | 'measure' | 'steps' | 'repeats' | 'currency'>;

/** Says in a few words what a promotion gives, a phrase for each of its steps. */
export function useWhatIsGiven(): (promotion: Gives) => string {
  const { t } = useLingui();
  const { money, number, list } = useFormat();

  function phrase({ effect, measure, repeats, currency }: Gives, step: Gives['steps'][number]): string {
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
        return step.threshold > 0 ? t`${value} a piece from ${from} on` : t`${value} a piece`;
      case 'FREE_PIECES':
        return t`${pieces} free after ${from}`;
      case 'GIFT':
        return t`A gift from ${from} on`;
    }
  }

  return (promotion) => list(promotion.steps.map((step) => phrase(promotion, step)));
}
