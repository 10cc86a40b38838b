/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { OrderRowFragmentDoc } from '../../hub/rows.generated';
import { SkuNameFragmentDoc, ProductNameFragmentDoc, ShelfNameFragmentDoc, AmountFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
import { OfferPriceFragmentDoc, ProductFacetsFragmentDoc } from '../catalogue/catalogue.generated';
export type ListingStatus =
  | 'APPROVED'
  | 'DECLINED'
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'PUBLISHED'
  | 'WITHDRAWN';

export type OrderAction =
  | 'ACCEPT_CHANGE'
  | 'CANCEL'
  | 'CHANGE'
  | 'CLOSE'
  | 'COMPLETE'
  | 'CONFIRM'
  | 'DECLINE_CHANGE'
  | 'FINISH_PRODUCTION'
  | 'PLACE'
  | 'RECEIVE'
  | 'RECEIVE_PART'
  | 'REJECT'
  | 'SHIP'
  | 'SHIP_PART'
  | 'START_PRODUCTION'
  | 'WITHDRAW_CHANGE';

export type OrderKind =
  | 'RETAIL'
  | 'SUPPLY'
  | 'WHOLESALE';

export type OrderStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'CONFIRMED'
  | 'DELIVERED'
  | 'DRAFT'
  | 'IN_PRODUCTION'
  | 'PARTIALLY_SHIPPED'
  | 'PLACED'
  | 'READY'
  | 'REJECTED'
  | 'SHIPPED';

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type PriceFilter = {
  currency: string;
  fromMinor?: number | null | undefined;
  untilMinor?: number | null | undefined;
};

export type ProductFacetName =
  | 'BRAND'
  | 'CATEGORY'
  | 'CERTIFICATE'
  | 'EFFICACY'
  | 'GEM'
  | 'IN_STOCK'
  | 'MATERIAL'
  | 'PRICE';

export type ProductFilter = {
  awaitsReview?: boolean | null | undefined;
  brandIds?: Array<string> | null | undefined;
  categoryId?: string | null | undefined;
  categoryIds?: Array<string> | null | undefined;
  efficacy?: Array<string> | null | undefined;
  gem?: Array<string> | null | undefined;
  hasCertificate?: boolean | null | undefined;
  inStock?: boolean | null | undefined;
  material?: Array<string> | null | undefined;
  ownerId?: string | null | undefined;
  price?: PriceFilter | null | undefined;
  status?: Array<ListingStatus> | null | undefined;
  trade?: Array<Trade> | null | undefined;
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

export type BoughtBeforeQueryVariables = Exact<{
  partyId: string;
}>;


export type BoughtBeforeQuery = { orders: { nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, lines: Array<{ id: string }>, buyer:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , seller:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , total: { amount: string, minor: number, currency: string } }> } };

export type PadSearchQueryVariables = Exact<{
  search: string;
  filter?: Types.ProductFilter | null | undefined;
  first: number;
}>;


export type PadSearchQuery = { products: { facets: { found: number, isComplete: boolean, facets: Array<{ name: Types.ProductFacetName, choices: Array<{ value: string, count: number, text: string | null, brand:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null, category: { id: string, name: string } | null, priceFrom: { amount: string, minor: number, currency: string } | null, priceUntil: { amount: string, minor: number, currency: string } | null }> }> }, nodes: Array<{ id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string, name: string, unit: Types.Unit, offers: { nodes: Array<{ id: string, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, version: number, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, seller:
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
             }> } }> }>, pageInfo: { hasNextPage: boolean } } };


export const BoughtBeforeDocument = gql`
    query BoughtBefore($partyId: ID!) {
  orders(first: 8, filter: {buyerId: $partyId}) {
    nodes {
      ...OrderRow
      lines {
        id
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<BoughtBeforeQuery, BoughtBeforeQueryVariables>;
export const PadSearchDocument = gql`
    query PadSearch($search: String!, $filter: ProductFilter, $first: Int!) {
  products(first: $first, search: $search, filter: $filter, orderBy: RELEVANCE) {
    facets {
      ...ProductFacets
    }
    nodes {
      ...ProductName
      owner {
        ...PartyName
      }
      skus {
        ...SkuName
        offers(first: 5, filter: {audience: [PARTNERS]}) {
          nodes {
            ...OfferPrice
          }
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    ${ProductFacetsFragmentDoc}
${PartyNameFragmentDoc}
${ShelfNameFragmentDoc}
${AmountFragmentDoc}
${ProductNameFragmentDoc}
${SkuNameFragmentDoc}
${OfferPriceFragmentDoc}` as unknown as DocumentNode<PadSearchQuery, PadSearchQueryVariables>;