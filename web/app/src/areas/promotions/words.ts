/** What the words of promotions are called. */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Audience, PromotionEffect, PromotionMeasure, PromotionScope } from '../../hub/graph.generated';

export const AUDIENCE: Record<Audience, MessageDescriptor> = {
  PARTNERS: msg`Partners`,
  CONSUMERS: msg`Consumers`,
};

export const EFFECT: Record<PromotionEffect, MessageDescriptor> = {
  PERCENT_OFF: msg`Percent off`,
  AMOUNT_OFF: msg`An amount off`,
  FIXED_PRICE: msg`A price for each piece`,
  FREE_PIECES: msg`Pieces for nothing`,
  GIFT: msg`A gift of another article`,
};

export const SCOPE: Record<PromotionScope, MessageDescriptor> = {
  LINE: msg`Each article by itself`,
  ORDER: msg`The whole order`,
};

export const MEASURE: Record<PromotionMeasure, MessageDescriptor> = {
  PIECES: msg`Pieces`,
  AMOUNT: msg`Amount`,
};
