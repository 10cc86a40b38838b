/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { PartyNameFragmentDoc, SkuNameFragmentDoc, ProblemsFragmentDoc, AmountFragmentDoc } from '../../hub/names.generated';
import { PromotionRowFragmentDoc } from './promotions.generated';
export type Audience =
  | 'CONSUMERS'
  | 'PARTNERS';

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

export type QuoteLineInput = {
  quantity: number;
  skuId: string;
};

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

export type QuoteQueryVariables = Exact<{
  sellerId: string;
  lines: Array<Types.QuoteLineInput> | Types.QuoteLineInput;
  coupon?: string | null | undefined;
}>;


export type QuoteQuery = { quote: { listTotal: { amount: string, minor: number, currency: string } | null, discount: { amount: string, minor: number, currency: string } | null, total: { amount: string, minor: number, currency: string } | null, problems: Array<{ code: Types.ErrorCode, message: string }>, gifts: Array<{ quantity: number, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }>, lines: Array<{ position: number, discounts: Array<{ amount: { amount: string, minor: number, currency: string }, promotion: { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           } | null }>, problems: Array<{ code: Types.ErrorCode, message: string }> }> } };


export const QuoteDocument = gql`
    query Quote($sellerId: ID!, $lines: [QuoteLineInput!]!, $coupon: String) {
  quote(sellerId: $sellerId, lines: $lines, coupon: $coupon) {
    listTotal {
      ...Amount
    }
    discount {
      ...Amount
    }
    total {
      ...Amount
    }
    problems {
      ...Problems
    }
    gifts {
      quantity
      sku {
        ...SkuName
      }
    }
    lines {
      position
      discounts {
        amount {
          ...Amount
        }
        promotion {
          ...PromotionRow
        }
      }
      problems {
        ...Problems
      }
    }
  }
}
    ${AmountFragmentDoc}
${ProblemsFragmentDoc}
${SkuNameFragmentDoc}
${PromotionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<QuoteQuery, QuoteQueryVariables>;