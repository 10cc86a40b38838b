/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { OrderRowFragmentDoc } from '../hub/rows.generated';
import { PlaceNameFragmentDoc, SkuNameFragmentDoc, AmountFragmentDoc, PartyNameFragmentDoc } from '../hub/names.generated';
import { AlertRowFragmentDoc } from '../areas/alerts/alerts.generated';
export type AlertKind =
  | 'DELAYED_DELIVERY'
  | 'DELIVERY_EXCEPTION'
  | 'INCOMPLETE_DELIVERY'
  | 'NEEDLESS_ORDER'
  | 'ORDER_AT_RISK'
  | 'OUT_OF_STOCK'
  | 'OVERDUE_ORDER'
  | 'SHORT_STOCK';

export type AlertStatus =
  | 'ACKNOWLEDGED'
  | 'OPEN'
  | 'RESOLVED';

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

export type PartyStatus =
  | 'ADMITTED'
  | 'APPLIED'
  | 'DECLINED'
  | 'SUSPENDED';

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

export type TraderHomeQueryVariables = Exact<{
  partyId: string;
}>;


export type TraderHomeQuery = { toConfirm: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } }> }, toShip: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } }> }, toReceive: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } }> }, alerts: { totalCount: number, nodes: Array<{ id: string, kind: Types.AlertKind, status: Types.AlertStatus, version: number, raisedAt: string, acknowledgedAt: string | null, resolvedAt: string | null, stockItem: { id: string, available: number, version: number | null, sku: { id: string, code: string, name: string, unit: Types.Unit }, location: { id: string, name: string }, threshold: { pieces: number } | null } | null, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } } | null, shipment: { id: string, version: number, trackingNumber: string | null, order: { id: string, number: string } } | null }> }, latest: { nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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

export type OperatorHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type OperatorHomeQuery = { applied: { totalCount: number, nodes: Array<
      | { country: string | null, status: Types.PartyStatus, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, id: string, name: string, kind: Types.PartyKind }
    > }, waiting: { totalCount: number }, failed: { totalCount: number }, latest: { nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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

export type OpenAlertsQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenAlertsQuery = { alerts: { totalCount: number } };


export const TraderHomeDocument = gql`
    query TraderHome($partyId: ID!) {
  toConfirm: orders(
    first: 5
    filter: {sellerId: $partyId, status: [PLACED]}
    orderBy: OLDEST
  ) {
    totalCount
    nodes {
      ...OrderRow
    }
  }
  toShip: orders(
    first: 5
    filter: {sellerId: $partyId, status: [CONFIRMED, READY, PARTIALLY_SHIPPED]}
    orderBy: OLDEST
  ) {
    totalCount
    nodes {
      ...OrderRow
    }
  }
  toReceive: orders(
    first: 5
    filter: {buyerId: $partyId, status: [PARTIALLY_SHIPPED, SHIPPED]}
    orderBy: OLDEST
  ) {
    totalCount
    nodes {
      ...OrderRow
    }
  }
  alerts(first: 5, filter: {status: [OPEN]}) {
    totalCount
    nodes {
      ...AlertRow
    }
  }
  latest: orders(first: 8) {
    nodes {
      ...OrderRow
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${AlertRowFragmentDoc}
${SkuNameFragmentDoc}
${PlaceNameFragmentDoc}` as unknown as DocumentNode<TraderHomeQuery, TraderHomeQueryVariables>;
export const OperatorHomeDocument = gql`
    query OperatorHome {
  applied: parties(first: 5, filter: {status: [APPLIED]}) {
    totalCount
    nodes {
      ...PartyName
      country
      status
    }
  }
  waiting: orders(first: 1, filter: {status: [PLACED]}) {
    totalCount
  }
  failed: jobs(first: 1, filter: {status: [FAILED]}) {
    totalCount
  }
  latest: orders(first: 8) {
    nodes {
      ...OrderRow
    }
  }
}
    ${PartyNameFragmentDoc}
${OrderRowFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<OperatorHomeQuery, OperatorHomeQueryVariables>;
export const OpenAlertsDocument = gql`
    query OpenAlerts {
  alerts(first: 1, filter: {status: [OPEN]}) {
    totalCount
  }
}
    ` as unknown as DocumentNode<OpenAlertsQuery, OpenAlertsQueryVariables>;