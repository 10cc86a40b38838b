import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { TypedDocumentNode } from 'urql';
import { useAnswer } from '../../hub/queries';
import { ORDER_STATUS, SHIPMENT_STATUS, useWord } from '../../hub/words';
import { ORDER_KIND } from '../orders/words';
import { useFormat } from '../../ui/format';
import { askOf, type Question } from './question';
import { SUBJECTS, type DimensionName, type Fact, type Measure, type SubjectName } from './subjects';

interface Facts {
  facts: { totalCount: number; nodes: readonly Fact[]; others: Fact | null };
}

/** Which feed tells that facts are others now. */
const FEED: Record<SubjectName, string> = { sales: 'orderEvents', stock: 'stockEvents', deliveries: 'shipmentEvents' };
const BURST_MILLISECONDS = 2_000;

/** The facts that a question asks for, kept up to date; and how a program would ask for them. */
export function useFacts(question: Question, pause = false) {
  const said = JSON.stringify(question);
  const ask = useMemo(() => askOf(JSON.parse(said) as Question), [said]);
  const answer = useAnswer(ask.document as TypedDocumentNode<Facts, Record<string, unknown>>, ask.variables, {
    pause,
    staleAfter: ({ field }) => field === FEED[question.about],
    burstMilliseconds: BURST_MILLISECONDS,
  });
  return { ...answer, ask };
}

/** Says the values of facts in the reader's language. */
export function useFactWords({ about, bucket, currency }: Pick<Question, 'about' | 'bucket' | 'currency'>) {
  const { t } = useLingui();
  const word = useWord();
  const format = useFormat();
  const { dimensions } = SUBJECTS[about];

  function valueName(dimension: DimensionName, fact: Fact): string {
    const { field, is } = dimensions[dimension]!;
    const value = fact[field];
    if (value === null || value === undefined) return '–';
    switch (is) {
      case 'thing':
        return (value as { name: string }).name;
      case 'period':
        return format.period(String(value), bucket ?? 'MONTH');
      case 'country':
        return format.country(String(value));
      case 'kind':
        return word(ORDER_KIND, value as keyof typeof ORDER_KIND);
      case 'order status':
        return word(ORDER_STATUS, value as keyof typeof ORDER_STATUS);
      case 'shipment status':
        return word(SHIPMENT_STATUS, value as keyof typeof SHIPMENT_STATUS);
      case 'text':
        return String(value);
    }
  }

  function amount({ is }: Measure, value: number): string {
    if (is === 'share') return format.share(value);
    if (is === 'money' && currency) return format.wholeMoney(value, currency);
    return format.number(value);
  }

  /** How it changed: shares by points, everything else by its part. */
  function changeOf({ is }: Measure, now: number, then: number): string {
    return is === 'share' ? t`${format.points(now - then)} points` : format.change(now / then - 1);
  }

  return {
    valueName,
    amount,
    changeOf,
    short: ({ is }: Measure, value: number) => (is === 'share' ? format.share(value) : format.short(value)),
  };
}

/** What the filter of a dimension takes for the value that a fact has. */
export function valueKey(about: SubjectName, dimension: DimensionName, fact: Fact): string | null {
  const { field, is } = SUBJECTS[about].dimensions[dimension]!;
  const value = fact[field];
  if (value === null || value === undefined) return null;
  return is === 'thing' ? (value as { id: string }).id : String(value);
}
