/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, AmountFragmentDoc, SkuNameFragmentDoc, PlaceNameFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
import { OrderRowFragmentDoc, ShipmentRowFragmentDoc } from '../../hub/rows.generated';
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

export type ReceiveShipmentInput = {
  lines?: Array<ReceiveShipmentLineInput> | null | undefined;
  note?: string | null | undefined;
  requestId: string;
  shipmentId: string;
};

export type ReceiveShipmentLineInput = {
  damaged?: number;
  lineId: string;
  missing?: number;
  received: number;
};

export type ReportTrackingInput = {
  estimatedArrival?: string | null | undefined;
  note?: string | null | undefined;
  occurredAt?: string | null | undefined;
  place?: string | null | undefined;
  requestId: string;
  shipmentId: string;
  status: TrackingStatus;
};

export type ShipOrderInput = {
  carrier?: string | null | undefined;
  estimatedArrival?: string | null | undefined;
  lines?: Array<ShipOrderLineInput> | null | undefined;
  note?: string | null | undefined;
  orderId: string;
  originId?: string | null | undefined;
  requestId: string;
  trackingNumber?: string | null | undefined;
};

export type ShipOrderLineInput = {
  lineId: string;
  quantity: number;
};

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

export type ShippableOrderQueryVariables = Exact<{
  id: string;
}>;


export type ShippableOrderQuery = { order: { id: string, number: string, buyer:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
    , deliverTo: { city: string | null, id: string, name: string } | null, lines: Array<{ id: string, quantity: number, shipped: number, allocated: number, sku: { gtin: string | null, id: string, code: string, name: string, unit: Types.Unit } }> } | null };

export type ReceivableOrderQueryVariables = Exact<{
  id: string;
}>;


export type ReceivableOrderQuery = { order: { id: string, number: string, shipments: Array<{ id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> }> } | null };

export type OrdersToShipQueryVariables = Exact<{
  first: number;
  sellerId: string;
}>;


export type OrdersToShipQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, deliverTo: { city: string | null, id: string, name: string } | null, lines: Array<{ id: string, quantity: number, shipped: number, allocated: number, sku: { gtin: string | null, id: string, code: string, name: string, unit: Types.Unit } }>, buyer:
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

export type OrdersToReceiveQueryVariables = Exact<{
  first: number;
  buyerId: string;
}>;


export type OrdersToReceiveQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, shipments: Array<{ id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> }>, buyer:
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

export type ShipOrderMutationVariables = Exact<{
  input: Types.ShipOrderInput;
}>;


export type ShipOrderMutation = { shipOrder: { shipment: { id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } }, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ReceiveShipmentMutationVariables = Exact<{
  input: Types.ReceiveShipmentInput;
}>;


export type ReceiveShipmentMutation = { receiveShipment: { shipment: { id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } }, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ReportTrackingMutationVariables = Exact<{
  input: Types.ReportTrackingInput;
}>;


export type ReportTrackingMutation = { reportTracking: { shipment: { id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };


export const ShippableOrderDocument = gql`
    query ShippableOrder($id: ID!) {
  order(id: $id) {
    id
    number
    buyer {
      ...PartyName
    }
    deliverTo {
      ...PlaceName
      city
    }
    lines {
      id
      quantity
      shipped
      allocated
      sku {
        ...SkuName
        gtin
      }
    }
  }
}
    ${PartyNameFragmentDoc}
${PlaceNameFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<ShippableOrderQuery, ShippableOrderQueryVariables>;
export const ReceivableOrderDocument = gql`
    query ReceivableOrder($id: ID!) {
  order(id: $id) {
    id
    number
    shipments {
      ...ShipmentRow
    }
  }
}
    ${ShipmentRowFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<ReceivableOrderQuery, ReceivableOrderQueryVariables>;
export const OrdersToShipDocument = gql`
    query OrdersToShip($first: Int!, $sellerId: ID!) {
  orders(
    first: $first
    filter: {sellerId: $sellerId, status: [CONFIRMED, READY, PARTIALLY_SHIPPED]}
    orderBy: OLDEST
  ) {
    totalCount
    nodes {
      ...OrderRow
      deliverTo {
        ...PlaceName
        city
      }
      lines {
        id
        quantity
        shipped
        allocated
        sku {
          ...SkuName
          gtin
        }
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${PlaceNameFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<OrdersToShipQuery, OrdersToShipQueryVariables>;
export const OrdersToReceiveDocument = gql`
    query OrdersToReceive($first: Int!, $buyerId: ID!) {
  orders(
    first: $first
    filter: {buyerId: $buyerId, status: [PARTIALLY_SHIPPED, SHIPPED]}
    orderBy: OLDEST
  ) {
    totalCount
    nodes {
      ...OrderRow
      shipments {
        ...ShipmentRow
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ShipmentRowFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<OrdersToReceiveQuery, OrdersToReceiveQueryVariables>;
export const ShipOrderDocument = gql`
    mutation ShipOrder($input: ShipOrderInput!) {
  shipOrder(input: $input) {
    shipment {
      ...ShipmentRow
      order {
        ...OrderRow
      }
    }
    errors {
      ...Problems
    }
  }
}
    ${ShipmentRowFragmentDoc}
${SkuNameFragmentDoc}
${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ShipOrderMutation, ShipOrderMutationVariables>;
export const ReceiveShipmentDocument = gql`
    mutation ReceiveShipment($input: ReceiveShipmentInput!) {
  receiveShipment(input: $input) {
    shipment {
      ...ShipmentRow
      order {
        ...OrderRow
      }
    }
    errors {
      ...Problems
    }
  }
}
    ${ShipmentRowFragmentDoc}
${SkuNameFragmentDoc}
${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ReceiveShipmentMutation, ReceiveShipmentMutationVariables>;
export const ReportTrackingDocument = gql`
    mutation ReportTracking($input: ReportTrackingInput!) {
  reportTracking(input: $input) {
    shipment {
      ...ShipmentRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ShipmentRowFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ReportTrackingMutation, ReportTrackingMutationVariables>;