/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
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

export type ShipmentStatus =
  | 'DELIVERED'
  | 'IN_TRANSIT';

export type TrackingStatus =
  | 'DELIVERED'
  | 'EXCEPTION'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'PICKED_UP';

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

export type OrderRowFragment = { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
  , total: { amount: string, minor: number, currency: string } };

export type ShipmentRowFragment = { id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> };

export const OrderRowFragmentDoc = gql`
    fragment OrderRow on Order {
  id
  number
  kind
  status
  version
  placedAt
  buyer {
    ...PartyName
  }
  seller {
    ...PartyName
  }
  total {
    ...Amount
  }
  availableActions
}
    ` as unknown as DocumentNode<OrderRowFragment, unknown>;
export const ShipmentRowFragmentDoc = gql`
    fragment ShipmentRow on Shipment {
  id
  status
  version
  carrier
  trackingNumber
  shippedAt
  estimatedArrival
  receivedAt
  trackingEvents {
    id
    status
    place
    note
    occurredAt
  }
  lines {
    id
    quantity
    damaged
    missing
    line {
      id
      sku {
        ...SkuName
      }
    }
  }
}
    ` as unknown as DocumentNode<ShipmentRowFragment, unknown>;