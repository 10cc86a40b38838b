/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, ShelfNameFragmentDoc, ProductNameFragmentDoc, SkuNameFragmentDoc, AmountFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
export type AcceptPromotionShareInput = {
  promotionId: string;
  requestId: string;
};

export type Audience =
  | 'CONSUMERS'
  | 'PARTNERS';

export type ChangePromotionInput = {
  budgetMinor?: number | null | undefined;
  endsAt?: string | null | undefined;
  name?: string | null | undefined;
  promotionId: string;
  requestId: string;
  useLimit?: number | null | undefined;
};

export type CreatePromotionInput = {
  audience: Audience;
  budgetMinor?: number | null | undefined;
  categoryIds?: Array<string>;
  coupon?: string | null | undefined;
  currency: string;
  effect: PromotionEffect;
  endsAt: string;
  giftSkuId?: string | null | undefined;
  maxDiscountMinor?: number | null | undefined;
  measure?: PromotionMeasure;
  name: string;
  partyLimit?: number | null | undefined;
  priority?: number;
  productIds?: Array<string>;
  repeats?: boolean;
  requestId: string;
  rivals?: string | null | undefined;
  scope: PromotionScope;
  shares?: Array<PromotionShareInput>;
  skuIds?: Array<string>;
  startsAt?: string | null | undefined;
  steps: Array<PromotionStepInput>;
  stops?: boolean;
  useLimit?: number | null | undefined;
};

export type EndPromotionInput = {
  promotionId: string;
  requestId: string;
};

export type ErrorCode =
  | 'AMOUNT_TOO_LARGE'
  | 'BAD_ID'
  | 'BELOW_MINIMUM'
  | 'CHANGE_ASKED'
  | 'COUPON_NOT_GOOD'
  | 'COUPON_TAKEN'
  | 'CREDIT_EXCEEDED'
  | 'EMAIL_TAKEN'
  | 'FORBIDDEN'
  | 'INCOMPLETE'
  | 'INVALID_INPUT'
  | 'INVALID_QUANTITY'
  | 'LAST_OWNER'
  | 'MIXED_CURRENCIES'
  | 'NEEDS_APPROVAL'
  | 'NOT_ACCEPTED'
  | 'NOT_ADMITTED'
  | 'NOT_A_MULTIPLE'
  | 'NOT_BOUGHT'
  | 'NOT_FOUND'
  | 'NOT_OFFERED'
  | 'NOT_READY'
  | 'NO_LOCATION'
  | 'NO_MAIL'
  | 'NO_PARTNERSHIP'
  | 'NO_ROOM'
  | 'NO_TRADE'
  | 'OUT_OF_STOCK'
  | 'PRICE_CHANGED'
  | 'REQUEST_ID_REUSED'
  | 'SEVERAL_ARTICLES'
  | 'SEVERAL_LOCATIONS'
  | 'SKU_TAKEN'
  | 'TOKEN_SPENT'
  | 'TOO_LONG'
  | 'TOO_MANY_TRIES'
  | 'UNAUTHENTICATED'
  | 'VERSION_CHANGED'
  | 'WRONG_CREDENTIALS'
  | 'WRONG_STATUS';

export type PartnershipStatus =
  | 'ACTIVE'
  | 'ENDED'
  | 'PROPOSED'
  | 'SUSPENDED';

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type PromotionAction =
  | 'ACCEPT_SHARE'
  | 'CHANGE'
  | 'END';

export type PromotionEffect =
  | 'AMOUNT_OFF'
  | 'FIXED_PRICE'
  | 'FREE_PIECES'
  | 'GIFT'
  | 'PERCENT_OFF';

export type PromotionMeasure =
  | 'AMOUNT'
  | 'PIECES';

export type PromotionScope =
  | 'LINE'
  | 'ORDER';

export type PromotionShareInput = {
  partyId: string;
  shareBp: number;
};

export type PromotionStepInput = {
  threshold: number;
  value: number;
};

export type Trade =
  | 'COSMETICS'
  | 'GENERAL'
  | 'JEWELLERY';

export type Unit =
  | 'C62'
  | 'CMK'
  | 'CMT'
  | 'CTM'
  | 'GRM'
  | 'KGM'
  | 'LTR'
  | 'MGM'
  | 'MLT'
  | 'MMT'
  | 'MTK'
  | 'MTR'
  | 'PR'
  | 'SET';

export type PromotionRowFragment = { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
   };

export type PromotionFullFragment = { rivals: string | null, priority: number, stops: boolean, coupon: string | null, useLimit: number | null, partyLimit: number | null, budgetMinor: number | null, id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, maxDiscount: { amount: string, minor: number, currency: string } | null, gift: { id: string, code: string, name: string, unit: Types.Unit } | null, goods: Array<{ sku: { id: string, code: string, name: string, unit: Types.Unit } | null, product: { id: string, name: string } | null, category: { id: string, name: string } | null }>, shares: Array<{ shareBp: number, acceptedAt: string | null, party:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     | null }>, steps: Array<{ threshold: number, value: number }>, owner:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
   };

export type PromotionPageFragment = { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     }>, pageInfo: { hasNextPage: boolean } };

export type PromotionsAtHandQueryVariables = Exact<{
  ownerId: string;
  at: string;
}>;


export type PromotionsAtHandQuery = { promotions: { totalCount: number }, sharedPromotions: { nodes: Array<{ id: string, availableActions: Array<Types.PromotionAction> }> } };

export type PromotionsQueryVariables = Exact<{
  first: number;
  ownerId: string;
}>;


export type PromotionsQuery = { promotions: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }>, pageInfo: { hasNextPage: boolean } } };

export type SharedPromotionsQueryVariables = Exact<{
  first: number;
}>;


export type SharedPromotionsQuery = { sharedPromotions: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }>, pageInfo: { hasNextPage: boolean } } };

export type ReceivedPromotionsQueryVariables = Exact<{
  first: number;
}>;


export type ReceivedPromotionsQuery = { receivedPromotions: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }>, pageInfo: { hasNextPage: boolean } } };

export type PromotionCalendarQueryVariables = Exact<{
  from: string;
  until: string;
  ownerId: string;
}>;


export type PromotionCalendarQuery = { own: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }>, pageInfo: { hasNextPage: boolean } }, shared: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }>, pageInfo: { hasNextPage: boolean } }, received: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }>, pageInfo: { hasNextPage: boolean } } };

export type PromotionDetailQueryVariables = Exact<{
  id: string;
}>;


export type PromotionDetailQuery = { promotion: { rivals: string | null, priority: number, stops: boolean, coupon: string | null, useLimit: number | null, partyLimit: number | null, budgetMinor: number | null, id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, maxDiscount: { amount: string, minor: number, currency: string } | null, gift: { id: string, code: string, name: string, unit: Types.Unit } | null, goods: Array<{ sku: { id: string, code: string, name: string, unit: Types.Unit } | null, product: { id: string, name: string } | null, category: { id: string, name: string } | null }>, shares: Array<{ shareBp: number, acceptedAt: string | null, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null }>, steps: Array<{ threshold: number, value: number }>, owner:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     } | null };

export type PromotionsOfQueryVariables = Exact<{
  productId: string;
  at: string;
}>;


export type PromotionsOfQuery = { product: { id: string, promotions: { nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         }> } } | null };

export type PromotionsOnNowQueryVariables = Exact<{
  trade: Array<Types.Trade> | Types.Trade;
  at: string;
}>;


export type PromotionsOnNowQuery = { products: { nodes: Array<{ id: string, promotions: { nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }> } };

export type GoodsFoundQueryVariables = Exact<{
  text: string;
  codes: Array<string> | string;
}>;


export type GoodsFoundQuery = { products: { nodes: Array<{ id: string, name: string }> }, skus: { nodes: Array<{ id: string, code: string, name: string, unit: Types.Unit }> } };

export type GoodsShelvesQueryVariables = Exact<{ [key: string]: never; }>;


export type GoodsShelvesQuery = { categories: { nodes: Array<{ id: string, name: string }> } };

export type ArticlesOfQueryVariables = Exact<{
  productId: string;
}>;


export type ArticlesOfQuery = { product: { id: string, skus: Array<{ id: string, code: string, name: string, unit: Types.Unit }> } | null };

export type PartnersToShareWithQueryVariables = Exact<{
  partyId: string;
}>;


export type PartnersToShareWithQuery = { party:
    | { id: string, partnerships: { nodes: Array<{ id: string, status: Types.PartnershipStatus, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }
    | { id: string, partnerships: { nodes: Array<{ id: string, status: Types.PartnershipStatus, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }
    | { id: string, partnerships: { nodes: Array<{ id: string, status: Types.PartnershipStatus, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }
    | { id: string, partnerships: { nodes: Array<{ id: string, status: Types.PartnershipStatus, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }
    | { id: string, partnerships: { nodes: Array<{ id: string, status: Types.PartnershipStatus, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }
   | null };

export type CreatePromotionMutationVariables = Exact<{
  input: Types.CreatePromotionInput;
}>;


export type CreatePromotionMutation = { createPromotion: { promotion: { rivals: string | null, priority: number, stops: boolean, coupon: string | null, useLimit: number | null, partyLimit: number | null, budgetMinor: number | null, id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, maxDiscount: { amount: string, minor: number, currency: string } | null, gift: { id: string, code: string, name: string, unit: Types.Unit } | null, goods: Array<{ sku: { id: string, code: string, name: string, unit: Types.Unit } | null, product: { id: string, name: string } | null, category: { id: string, name: string } | null }>, shares: Array<{ shareBp: number, acceptedAt: string | null, party:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null }>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ChangePromotionMutationVariables = Exact<{
  input: Types.ChangePromotionInput;
}>;


export type ChangePromotionMutation = { changePromotion: { promotion: { rivals: string | null, priority: number, stops: boolean, coupon: string | null, useLimit: number | null, partyLimit: number | null, budgetMinor: number | null, id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, maxDiscount: { amount: string, minor: number, currency: string } | null, gift: { id: string, code: string, name: string, unit: Types.Unit } | null, goods: Array<{ sku: { id: string, code: string, name: string, unit: Types.Unit } | null, product: { id: string, name: string } | null, category: { id: string, name: string } | null }>, shares: Array<{ shareBp: number, acceptedAt: string | null, party:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null }>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type EndPromotionMutationVariables = Exact<{
  input: Types.EndPromotionInput;
}>;


export type EndPromotionMutation = { endPromotion: { promotion: { rivals: string | null, priority: number, stops: boolean, coupon: string | null, useLimit: number | null, partyLimit: number | null, budgetMinor: number | null, id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, maxDiscount: { amount: string, minor: number, currency: string } | null, gift: { id: string, code: string, name: string, unit: Types.Unit } | null, goods: Array<{ sku: { id: string, code: string, name: string, unit: Types.Unit } | null, product: { id: string, name: string } | null, category: { id: string, name: string } | null }>, shares: Array<{ shareBp: number, acceptedAt: string | null, party:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null }>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AcceptPromotionShareMutationVariables = Exact<{
  input: Types.AcceptPromotionShareInput;
}>;


export type AcceptPromotionShareMutation = { acceptPromotionShare: { promotion: { rivals: string | null, priority: number, stops: boolean, coupon: string | null, useLimit: number | null, partyLimit: number | null, budgetMinor: number | null, id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, maxDiscount: { amount: string, minor: number, currency: string } | null, gift: { id: string, code: string, name: string, unit: Types.Unit } | null, goods: Array<{ sku: { id: string, code: string, name: string, unit: Types.Unit } | null, product: { id: string, name: string } | null, category: { id: string, name: string } | null }>, shares: Array<{ shareBp: number, acceptedAt: string | null, party:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null }>, steps: Array<{ threshold: number, value: number }>, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PromotionSalesRowFragment = { orders: number, buyers: number, pieces: number, revenue: { amount: string, minor: number, currency: string } };

export type PromotionResultsQueryVariables = Exact<{
  id: string;
}>;


export type PromotionResultsQuery = { promotion: { id: string, results: { uplift: string | null, users: { orders: number, buyers: number, pieces: number, revenue: { amount: string, minor: number, currency: string } }, usersBefore: { orders: number, buyers: number, pieces: number, revenue: { amount: string, minor: number, currency: string } }, others: { orders: number, buyers: number, pieces: number, revenue: { amount: string, minor: number, currency: string } }, othersBefore: { orders: number, buyers: number, pieces: number, revenue: { amount: string, minor: number, currency: string } } } | null } | null };

export const PromotionRowFragmentDoc = gql`
    fragment PromotionRow on Promotion {
  id
  version
  name
  audience
  currency
  effect
  scope
  measure
  repeats
  startsAt
  endsAt
  uses
  spentMinor
  steps {
    threshold
    value
  }
  owner {
    ...PartyName
  }
  availableActions
}
    ` as unknown as DocumentNode<PromotionRowFragment, unknown>;
export const PromotionFullFragmentDoc = gql`
    fragment PromotionFull on Promotion {
  ...PromotionRow
  rivals
  priority
  stops
  coupon
  useLimit
  partyLimit
  budgetMinor
  maxDiscount {
    ...Amount
  }
  gift {
    ...SkuName
  }
  goods {
    sku {
      ...SkuName
    }
    product {
      ...ProductName
    }
    category {
      ...ShelfName
    }
  }
  shares {
    party {
      ...PartyName
    }
    shareBp
    acceptedAt
  }
}
    ` as unknown as DocumentNode<PromotionFullFragment, unknown>;
export const PromotionPageFragmentDoc = gql`
    fragment PromotionPage on PromotionConnection {
  totalCount
  nodes {
    ...PromotionRow
  }
  pageInfo {
    hasNextPage
  }
}
    ` as unknown as DocumentNode<PromotionPageFragment, unknown>;
export const PromotionSalesRowFragmentDoc = gql`
    fragment PromotionSalesRow on PromotionSales {
  orders
  buyers
  pieces
  revenue {
    ...Amount
  }
}
    ` as unknown as DocumentNode<PromotionSalesRowFragment, unknown>;
export const PromotionsAtHandDocument = gql`
    query PromotionsAtHand($ownerId: ID!, $at: DateTime!) {
  promotions(first: 0, filter: {ownerId: $ownerId}) {
    totalCount
  }
  sharedPromotions(first: 100, filter: {isAgreed: false, runsFrom: $at}) {
    nodes {
      id
      availableActions
    }
  }
}
    ` as unknown as DocumentNode<PromotionsAtHandQuery, PromotionsAtHandQueryVariables>;
export const PromotionsDocument = gql`
    query Promotions($first: Int!, $ownerId: ID!) {
  promotions(first: $first, filter: {ownerId: $ownerId}, orderBy: NEWEST) {
    ...PromotionPage
  }
}
    ${PromotionPageFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<PromotionsQuery, PromotionsQueryVariables>;
export const SharedPromotionsDocument = gql`
    query SharedPromotions($first: Int!) {
  sharedPromotions(first: $first, orderBy: NEWEST) {
    ...PromotionPage
  }
}
    ${PromotionPageFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<SharedPromotionsQuery, SharedPromotionsQueryVariables>;
export const ReceivedPromotionsDocument = gql`
    query ReceivedPromotions($first: Int!) {
  receivedPromotions(first: $first, orderBy: NEWEST) {
    ...PromotionPage
  }
}
    ${PromotionPageFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<ReceivedPromotionsQuery, ReceivedPromotionsQueryVariables>;
export const PromotionCalendarDocument = gql`
    query PromotionCalendar($from: DateTime!, $until: DateTime!, $ownerId: ID!) {
  own: promotions(
    first: 100
    filter: {ownerId: $ownerId, runsFrom: $from, runsUntil: $until}
    orderBy: OLDEST
  ) {
    ...PromotionPage
  }
  shared: sharedPromotions(
    first: 100
    filter: {runsFrom: $from, runsUntil: $until}
    orderBy: OLDEST
  ) {
    ...PromotionPage
  }
  received: receivedPromotions(
    first: 100
    filter: {runsFrom: $from, runsUntil: $until}
    orderBy: OLDEST
  ) {
    ...PromotionPage
  }
}
    ${PromotionPageFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<PromotionCalendarQuery, PromotionCalendarQueryVariables>;
export const PromotionDetailDocument = gql`
    query PromotionDetail($id: ID!) {
  promotion(id: $id) {
    ...PromotionFull
  }
}
    ${PromotionFullFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ShelfNameFragmentDoc}` as unknown as DocumentNode<PromotionDetailQuery, PromotionDetailQueryVariables>;
export const PromotionsOfDocument = gql`
    query PromotionsOf($productId: ID!, $at: DateTime!) {
  product(id: $productId) {
    id
    promotions(first: 5, filter: {runsAt: $at}) {
      nodes {
        ...PromotionRow
      }
    }
  }
}
    ${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<PromotionsOfQuery, PromotionsOfQueryVariables>;
export const PromotionsOnNowDocument = gql`
    query PromotionsOnNow($trade: [Trade!]!, $at: DateTime!) {
  products(first: 12, filter: {trade: $trade}) {
    nodes {
      id
      promotions(first: 2, filter: {audience: [CONSUMERS], runsAt: $at}) {
        nodes {
          ...PromotionRow
        }
      }
    }
  }
}
    ${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<PromotionsOnNowQuery, PromotionsOnNowQueryVariables>;
export const GoodsFoundDocument = gql`
    query GoodsFound($text: String!, $codes: [String!]!) {
  products(first: 5, search: $text) {
    nodes {
      ...ProductName
    }
  }
  skus(first: 3, filter: {code: $codes}) {
    nodes {
      ...SkuName
    }
  }
}
    ${ProductNameFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<GoodsFoundQuery, GoodsFoundQueryVariables>;
export const GoodsShelvesDocument = gql`
    query GoodsShelves {
  categories(first: 200) {
    nodes {
      ...ShelfName
    }
  }
}
    ${ShelfNameFragmentDoc}` as unknown as DocumentNode<GoodsShelvesQuery, GoodsShelvesQueryVariables>;
export const ArticlesOfDocument = gql`
    query ArticlesOf($productId: ID!) {
  product(id: $productId) {
    id
    skus {
      ...SkuName
    }
  }
}
    ${SkuNameFragmentDoc}` as unknown as DocumentNode<ArticlesOfQuery, ArticlesOfQueryVariables>;
export const PartnersToShareWithDocument = gql`
    query PartnersToShareWith($partyId: ID!) {
  party(id: $partyId) {
    id
    partnerships(first: 200) {
      nodes {
        id
        status
        upstream {
          ...PartyName
        }
        downstream {
          ...PartyName
        }
      }
    }
  }
}
    ${PartyNameFragmentDoc}` as unknown as DocumentNode<PartnersToShareWithQuery, PartnersToShareWithQueryVariables>;
export const CreatePromotionDocument = gql`
    mutation CreatePromotion($input: CreatePromotionInput!) {
  createPromotion(input: $input) {
    promotion {
      ...PromotionFull
    }
    errors {
      ...Problems
    }
  }
}
    ${PromotionFullFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ShelfNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CreatePromotionMutation, CreatePromotionMutationVariables>;
export const ChangePromotionDocument = gql`
    mutation ChangePromotion($input: ChangePromotionInput!) {
  changePromotion(input: $input) {
    promotion {
      ...PromotionFull
    }
    errors {
      ...Problems
    }
  }
}
    ${PromotionFullFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ShelfNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ChangePromotionMutation, ChangePromotionMutationVariables>;
export const EndPromotionDocument = gql`
    mutation EndPromotion($input: EndPromotionInput!) {
  endPromotion(input: $input) {
    promotion {
      ...PromotionFull
    }
    errors {
      ...Problems
    }
  }
}
    ${PromotionFullFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ShelfNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<EndPromotionMutation, EndPromotionMutationVariables>;
export const AcceptPromotionShareDocument = gql`
    mutation AcceptPromotionShare($input: AcceptPromotionShareInput!) {
  acceptPromotionShare(input: $input) {
    promotion {
      ...PromotionFull
    }
    errors {
      ...Problems
    }
  }
}
    ${PromotionFullFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ShelfNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AcceptPromotionShareMutation, AcceptPromotionShareMutationVariables>;
export const PromotionResultsDocument = gql`
    query PromotionResults($id: ID!) {
  promotion(id: $id) {
    id
    results {
      uplift
      users {
        ...PromotionSalesRow
      }
      usersBefore {
        ...PromotionSalesRow
      }
      others {
        ...PromotionSalesRow
      }
      othersBefore {
        ...PromotionSalesRow
      }
    }
  }
}
    ${PromotionSalesRowFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<PromotionResultsQuery, PromotionResultsQueryVariables>;