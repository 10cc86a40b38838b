import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { MessageDescriptor } from '@lingui/core';
import type { Unit } from './graph.generated';
import { Money, useFormat } from '../ui/format';

/** What stands behind a number of each unit; a number of pieces stands alone. */
const SIGN: Record<Exclude<Unit, 'C62'>, MessageDescriptor> = {
  PR: msg`pairs`,
  SET: msg`sets`,
  MGM: msg`mg`,
  GRM: msg`g`,
  KGM: msg`kg`,
  MLT: msg`ml`,
  LTR: msg`l`,
  MMT: msg`mm`,
  CMT: msg`cm`,
  MTR: msg`m`,
  CMK: msg`cm²`,
  MTK: msg`m²`,
  CTM: msg`ct`,
};

/** What units are called where one is chosen. */
export const UNIT: Record<Unit, MessageDescriptor> = { C62: msg`pieces`, ...SIGN };

/** Writes a quantity of a unit in the reader's language: `12`, `250 g`. */
export function useQuantity(): (quantity: number, unit: Unit) => string {
  const { i18n } = useLingui();
  const { number } = useFormat();
  return (quantity, unit) => (unit === 'C62' ? number(quantity) : `${number(quantity)}\u00a0${i18n._(SIGN[unit])}`);
}

interface Priced {
  price: { amount: string; currency: string };
  per: number;
}

/** Whether a price needs no word of how many it is for. */
export function isOfOnePiece(per: number, unit: Unit): boolean {
  return per === 1 && unit === 'C62';
}

/** A price, and for how many it is where that is not one piece. */
export function Price({ of, unit }: { of: Priced; unit: Unit }) {
  const quantity = useQuantity();
  return (
    <>
      <Money of={of.price} />
      {!isOfOnePiece(of.per, unit) && <> / {quantity(of.per, unit)}</>}
    </>
  );
}
