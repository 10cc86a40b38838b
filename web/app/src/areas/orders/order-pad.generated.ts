/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { PartyNameFragmentDoc, AmountFragmentDoc, SkuNameFragmentDoc } from '../../hub/names.generated';
import { OrderRowFragmentDoc } from '../../hub/rows.generated';
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

export type SkusOfferedQueryVariables = Exact<{
  codes: Array<string> | string;
}>;


export type SkusOfferedQuery = { skus: { nodes: Array<{ id: string, code: string, name: string, offers: { nodes: Array<{ id: string, minimumQuantity: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, seller:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }> } };

export type BoughtBeforeQueryVariables = Exact<{
  partyId: string;
}>;


export type BoughtBeforeQuery = { orders: { nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, lines: Array<{ id: string, quantity: number, sku: { id: string, code: string, name: string } }>, buyer:
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


export const SkusOfferedDocument = gql`
    query SkusOffered($codes: [String!]!) {
  skus(first: 200, filter: {code: $codes}) {
    nodes {
      ...SkuName
      offers(first: 5, filter: {audience: [PARTNERS]}) {
        nodes {
          id
          minimumQuantity
          madeToOrder
          price {
            ...Amount
          }
          tiers {
            minimumQuantity
            price {
              ...Amount
            }
          }
          seller {
            ...PartyName
          }
        }
      }
    }
  }
}
    ${SkuNameFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<SkusOfferedQuery, SkusOfferedQueryVariables>;
export const BoughtBeforeDocument = gql`
    query BoughtBefore($partyId: ID!) {
  orders(first: 8, filter: {buyerId: $partyId}) {
    nodes {
      ...OrderRow
      lines {
        id
        quantity
        sku {
          ...SkuName
        }
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<BoughtBeforeQuery, BoughtBeforeQueryVariables>;