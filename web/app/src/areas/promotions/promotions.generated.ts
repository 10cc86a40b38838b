/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { AmountFragmentDoc, ProblemsFragmentDoc } from '../../hub/names.generated';
export type Audience =
  | 'CONSUMERS'
  | 'PARTNERS';

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
  | 'NOT_ACCEPTED'
  | 'NOT_ADMITTED'
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

export type PromotionRowFragment = { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, steps: Array<{ threshold: number, value: number }> };

export type PromotionsQueryVariables = Exact<{
  first: number;
  ownerId: string;
}>;


export type PromotionsQuery = { promotions: { totalCount: number, nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, steps: Array<{ threshold: number, value: number }> }>, pageInfo: { hasNextPage: boolean } } };

export type PromotionsOfQueryVariables = Exact<{
  productId: string;
  at: string;
}>;


export type PromotionsOfQuery = { product: { id: string, promotions: { nodes: Array<{ id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, steps: Array<{ threshold: number, value: number }> }> } } | null };

export type CreatePromotionMutationVariables = Exact<{
  input: Types.CreatePromotionInput;
}>;


export type CreatePromotionMutation = { createPromotion: { promotion: { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, steps: Array<{ threshold: number, value: number }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type EndPromotionMutationVariables = Exact<{
  input: Types.EndPromotionInput;
}>;


export type EndPromotionMutation = { endPromotion: { promotion: { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, steps: Array<{ threshold: number, value: number }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

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
}
    ` as unknown as DocumentNode<PromotionRowFragment, unknown>;
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
export const PromotionsDocument = gql`
    query Promotions($first: Int!, $ownerId: ID!) {
  promotions(first: $first, filter: {ownerId: $ownerId}, orderBy: NEWEST) {
    totalCount
    nodes {
      ...PromotionRow
    }
    pageInfo {
      hasNextPage
    }
  }
}
    ${PromotionRowFragmentDoc}` as unknown as DocumentNode<PromotionsQuery, PromotionsQueryVariables>;
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
    ${PromotionRowFragmentDoc}` as unknown as DocumentNode<PromotionsOfQuery, PromotionsOfQueryVariables>;
export const CreatePromotionDocument = gql`
    mutation CreatePromotion($input: CreatePromotionInput!) {
  createPromotion(input: $input) {
    promotion {
      ...PromotionRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PromotionRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CreatePromotionMutation, CreatePromotionMutationVariables>;
export const EndPromotionDocument = gql`
    mutation EndPromotion($input: EndPromotionInput!) {
  endPromotion(input: $input) {
    promotion {
      ...PromotionRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PromotionRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<EndPromotionMutation, EndPromotionMutationVariables>;
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