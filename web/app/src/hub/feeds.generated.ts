/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { OrderRowFragmentDoc } from './rows.generated';
import { AmountFragmentDoc, PartyNameFragmentDoc } from './names.generated';
export type AlertEventKind =
  | 'ACKNOWLEDGED'
  | 'RAISED'
  | 'RESOLVED';

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

export type MovementKind =
  | 'ADJUSTED'
  | 'COUNTED'
  | 'EXPECTED'
  | 'LOST'
  | 'OPENED'
  | 'PRODUCED'
  | 'RECEIVED'
  | 'RELEASED'
  | 'RESERVED'
  | 'SHIPPED'
  | 'TRANSFERRED';

export type NegotiationEventKind =
  | 'AGREED'
  | 'ASKED'
  | 'ENDED'
  | 'PROPOSED';

export type NegotiationStatus =
  | 'AGREED'
  | 'DECLINED'
  | 'WAITING_FOR_BUYER'
  | 'WAITING_FOR_SELLER'
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

export type OrderEventKind =
  | 'CANCELLED'
  | 'CHANGED'
  | 'CHANGE_ASKED'
  | 'CHANGE_DECLINED'
  | 'CHANGE_WITHDRAWN'
  | 'CLOSED'
  | 'COMPLETED'
  | 'CONFIRMED'
  | 'DELIVERED'
  | 'IMPORTED'
  | 'PARTIALLY_RECEIVED'
  | 'PARTIALLY_SHIPPED'
  | 'PLACED'
  | 'PRODUCTION_FINISHED'
  | 'PRODUCTION_STARTED'
  | 'REJECTED'
  | 'SHIPPED';

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

export type RequisitionEventKind =
  | 'APPROVED'
  | 'DECLINED'
  | 'SUBMITTED'
  | 'WITHDRAWN';

export type RequisitionStatus =
  | 'APPROVED'
  | 'DECLINED'
  | 'WAITING'
  | 'WITHDRAWN';

export type ShipmentEventKind =
  | 'DELIVERED'
  | 'REPORTED'
  | 'SHIPPED';

export type ShipmentStatus =
  | 'DELIVERED'
  | 'IN_TRANSIT';

export type FollowOrdersSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowOrdersSubscription = { orderEvents: { cursor: string, event: { id: string, kind: Types.OrderEventKind, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } } } } };

export type FollowShipmentsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowShipmentsSubscription = { shipmentEvents: { cursor: string, event: { id: string, kind: Types.ShipmentEventKind, shipment: { id: string, status: Types.ShipmentStatus, version: number, estimatedArrival: string | null, receivedAt: string | null, order: { id: string } } } } };

export type FollowStockSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowStockSubscription = { stockEvents: { cursor: string, event: { id: string, kind: Types.MovementKind | null, item: { id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null } | null } } };

export type FollowAlertsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowAlertsSubscription = { alertEvents: { cursor: string, event: { id: string, kind: Types.AlertEventKind, alert: { id: string, kind: Types.AlertKind, status: Types.AlertStatus, version: number, acknowledgedAt: string | null, resolvedAt: string | null } } } };

export type FollowNegotiationsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowNegotiationsSubscription = { negotiationEvents: { cursor: string, event: { id: string, kind: Types.NegotiationEventKind, negotiation: { id: string, status: Types.NegotiationStatus, version: number } } } };

export type FollowRequisitionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowRequisitionsSubscription = { requisitionEvents: { cursor: string, event: { id: string, kind: Types.RequisitionEventKind, requisition: { id: string, status: Types.RequisitionStatus, version: number } } } };


export const FollowOrdersDocument = gql`
    subscription FollowOrders($after: Cursor) {
  orderEvents(after: $after) {
    cursor
    event {
      id
      kind
      order {
        ...OrderRow
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<FollowOrdersSubscription, FollowOrdersSubscriptionVariables>;
export const FollowShipmentsDocument = gql`
    subscription FollowShipments($after: Cursor) {
  shipmentEvents(after: $after) {
    cursor
    event {
      id
      kind
      shipment {
        id
        status
        version
        estimatedArrival
        receivedAt
        order {
          id
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<FollowShipmentsSubscription, FollowShipmentsSubscriptionVariables>;
export const FollowStockDocument = gql`
    subscription FollowStock($after: Cursor) {
  stockEvents(after: $after) {
    cursor
    event {
      id
      kind
      item {
        id
        version
        onHand
        reserved
        available
        incoming
        updatedAt
      }
    }
  }
}
    ` as unknown as DocumentNode<FollowStockSubscription, FollowStockSubscriptionVariables>;
export const FollowAlertsDocument = gql`
    subscription FollowAlerts($after: Cursor) {
  alertEvents(after: $after) {
    cursor
    event {
      id
      kind
      alert {
        id
        kind
        status
        version
        acknowledgedAt
        resolvedAt
      }
    }
  }
}
    ` as unknown as DocumentNode<FollowAlertsSubscription, FollowAlertsSubscriptionVariables>;
export const FollowNegotiationsDocument = gql`
    subscription FollowNegotiations($after: Cursor) {
  negotiationEvents(after: $after) {
    cursor
    event {
      id
      kind
      negotiation {
        id
        status
        version
      }
    }
  }
}
    ` as unknown as DocumentNode<FollowNegotiationsSubscription, FollowNegotiationsSubscriptionVariables>;
export const FollowRequisitionsDocument = gql`
    subscription FollowRequisitions($after: Cursor) {
  requisitionEvents(after: $after) {
    cursor
    event {
      id
      kind
      requisition {
        id
        status
        version
      }
    }
  }
}
    ` as unknown as DocumentNode<FollowRequisitionsSubscription, FollowRequisitionsSubscriptionVariables>;