/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, SkuNameFragmentDoc, PartyNameFragmentDoc, AmountFragmentDoc } from '../../hub/names.generated';
export type Audience =
  | 'CONSUMERS'
  | 'PARTNERS';

export type EndOfferInput = {
  offerId: string;
  requestId: string;
  validUntil?: string | null | undefined;
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

export type OfferFilter = {
  audience?: Array<Audience> | null | undefined;
};

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type PriceTierInput = {
  minimumQuantity: number;
  priceMinor: number;
};

export type SetOfferInput = {
  audience: Audience;
  currency: string;
  madeToOrder?: boolean;
  minimumQuantity?: number;
  orderMultiple?: number;
  partnerId?: string | null | undefined;
  per?: number;
  priceMinor: number;
  requestId: string;
  skuId: string;
  tiers?: Array<PriceTierInput>;
  validFrom?: string | null | undefined;
  validUntil?: string | null | undefined;
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

export type OwnOfferFragment = { id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
   | null, sku: { id: string, code: string, name: string, unit: Types.Unit } };

export type OffersQueryVariables = Exact<{
  partyId: string;
  first: number;
  filter?: Types.OfferFilter | null | undefined;
}>;


export type OffersQuery = { party:
    | { id: string, name: string, kind: Types.PartyKind, offers: { totalCount: number, nodes: Array<{ id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null, sku: { id: string, code: string, name: string, unit: Types.Unit } }>, pageInfo: { hasNextPage: boolean } } }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind, offers: { totalCount: number, nodes: Array<{ id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null, sku: { id: string, code: string, name: string, unit: Types.Unit } }>, pageInfo: { hasNextPage: boolean } } }
    | { id: string, name: string, kind: Types.PartyKind, offers: { totalCount: number, nodes: Array<{ id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null, sku: { id: string, code: string, name: string, unit: Types.Unit } }>, pageInfo: { hasNextPage: boolean } } }
   | null };

export type OfferPageFragment = { totalCount: number, nodes: Array<{ id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     | null, sku: { id: string, code: string, name: string, unit: Types.Unit } }>, pageInfo: { hasNextPage: boolean } };

export type SkuByCodeQueryVariables = Exact<{
  code: Array<string> | string;
}>;


export type SkuByCodeQuery = { skus: { nodes: Array<{ id: string, code: string, name: string, unit: Types.Unit }> } };

export type SetOfferMutationVariables = Exact<{
  input: Types.SetOfferInput;
}>;


export type SetOfferMutation = { setOffer: { offer: { id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null, sku: { id: string, code: string, name: string, unit: Types.Unit } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type EndOfferMutationVariables = Exact<{
  input: Types.EndOfferInput;
}>;


export type EndOfferMutation = { endOffer: { offer: { id: string, version: number, audience: Types.Audience, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, validFrom: string, validUntil: string | null, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, partner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null, sku: { id: string, code: string, name: string, unit: Types.Unit } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const OwnOfferFragmentDoc = gql`
    fragment OwnOffer on Offer {
  id
  version
  audience
  per
  minimumQuantity
  orderMultiple
  madeToOrder
  validFrom
  validUntil
  price {
    ...Amount
  }
  tiers {
    minimumQuantity
    price {
      ...Amount
    }
  }
  partner {
    ...PartyName
  }
  sku {
    ...SkuName
  }
}
    ` as unknown as DocumentNode<OwnOfferFragment, unknown>;
export const OfferPageFragmentDoc = gql`
    fragment OfferPage on OfferConnection {
  totalCount
  nodes {
    ...OwnOffer
  }
  pageInfo {
    hasNextPage
  }
}
    ` as unknown as DocumentNode<OfferPageFragment, unknown>;
export const OffersDocument = gql`
    query Offers($partyId: ID!, $first: Int!, $filter: OfferFilter) {
  party(id: $partyId) {
    ...PartyName
    ... on Supplier {
      offers(first: $first, filter: $filter, orderBy: NEWEST) {
        ...OfferPage
      }
    }
    ... on Brand {
      offers(first: $first, filter: $filter, orderBy: NEWEST) {
        ...OfferPage
      }
    }
    ... on Retailer {
      offers(first: $first, filter: $filter, orderBy: NEWEST) {
        ...OfferPage
      }
    }
  }
}
    ${PartyNameFragmentDoc}
${OfferPageFragmentDoc}
${OwnOfferFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<OffersQuery, OffersQueryVariables>;
export const SkuByCodeDocument = gql`
    query SkuByCode($code: [String!]!) {
  skus(first: 2, filter: {code: $code}) {
    nodes {
      ...SkuName
    }
  }
}
    ${SkuNameFragmentDoc}` as unknown as DocumentNode<SkuByCodeQuery, SkuByCodeQueryVariables>;
export const SetOfferDocument = gql`
    mutation SetOffer($input: SetOfferInput!) {
  setOffer(input: $input) {
    offer {
      ...OwnOffer
    }
    errors {
      ...Problems
    }
  }
}
    ${OwnOfferFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetOfferMutation, SetOfferMutationVariables>;
export const EndOfferDocument = gql`
    mutation EndOffer($input: EndOfferInput!) {
  endOffer(input: $input) {
    offer {
      ...OwnOffer
    }
    errors {
      ...Problems
    }
  }
}
    ${OwnOfferFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<EndOfferMutation, EndOfferMutationVariables>;