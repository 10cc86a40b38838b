/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, PlaceNameFragmentDoc, PartyNameFragmentDoc, ProductNameFragmentDoc, SkuNameFragmentDoc, AmountFragmentDoc } from '../../hub/names.generated';
import { ShipmentRowFragmentDoc, OrderRowFragmentDoc } from '../../hub/rows.generated';
export type AcceptOrderChangeInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type CancelOrderInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type ChangeOrderInput = {
  lines: Array<ChangeOrderLineInput>;
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type ChangeOrderLineInput = {
  lineId: string;
  quantity: number;
};

export type CloseOrderInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type CompleteOrderInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type ConfirmOrderInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type DeclineOrderChangeInput = {
  note?: string | null | undefined;
  orderId: string;
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

export type FinishProductionInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

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

export type OrderChangeKind =
  | 'CANCEL'
  | 'CLOSE'
  | 'REDUCE';

export type OrderChangeStatus =
  | 'ASKED'
  | 'DECLINED'
  | 'LAPSED'
  | 'MADE'
  | 'WITHDRAWN';

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

export type OrderFilter = {
  buyerId?: string | null | undefined;
  kind?: Array<OrderKind> | null | undefined;
  number?: Array<string> | null | undefined;
  placedFrom?: string | null | undefined;
  placedUntil?: string | null | undefined;
  sellerId?: string | null | undefined;
  skuId?: string | null | undefined;
  status?: Array<OrderStatus> | null | undefined;
};

export type OrderKind =
  | 'RETAIL'
  | 'SUPPLY'
  | 'WHOLESALE';

export type OrderOrder =
  | 'LARGEST'
  | 'NEWEST'
  | 'OLDEST'
  | 'SMALLEST';

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

export type PlaceOrderInput = {
  address?: PostalAddressInput | null | undefined;
  addressId?: string | null | undefined;
  buyerReference?: string | null | undefined;
  causedById?: string | null | undefined;
  coupon?: string | null | undefined;
  deliverToId?: string | null | undefined;
  expectedTotalMinor?: number | null | undefined;
  lines: Array<PlaceOrderLineInput>;
  note?: string | null | undefined;
  requestId: string;
  requestedFor?: string | null | undefined;
  sellerId: string;
};

export type PlaceOrderLineInput = {
  note?: string | null | undefined;
  per?: number;
  quantity: number;
  skuId: string;
  unitPriceMinor?: number | null | undefined;
};

export type PostalAddressInput = {
  city: string;
  country: string;
  lines: string;
  phone?: string | null | undefined;
  postcode?: string | null | undefined;
  recipient: string;
  region?: string | null | undefined;
};

export type RejectOrderInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type ShipmentStatus =
  | 'DELIVERED'
  | 'IN_TRANSIT';

export type StartProductionInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

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

export type WithdrawOrderChangeInput = {
  note?: string | null | undefined;
  orderId: string;
  requestId: string;
};

export type OrderLineRowFragment = { id: string, position: number, quantity: number, allocated: number, shipped: number, received: number, damaged: number, missing: number, madeToOrder: boolean, note: string | null, per: number, unitPrice: { amount: string, minor: number, currency: string }, total: { amount: string, minor: number, currency: string }, sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } } };

export type OrdersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: Types.OrderFilter | null | undefined;
  orderBy: Types.OrderOrder;
}>;


export type OrdersQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrdersFileQueryVariables = Exact<{
  filter?: Types.OrderFilter | null | undefined;
  orderBy: Types.OrderOrder;
}>;


export type OrdersFileQuery = { orders: { nodes: Array<{ number: string, kind: Types.OrderKind, status: Types.OrderStatus, placedAt: string | null, seller:
        | { name: string }
        | { name: string }
        | { name: string }
        | { name: string }
        | { name: string }
      , buyer:
        | { name: string }
        | { name: string }
        | { name: string }
        | { name: string }
        | { name: string }
      , total: { amount: string, currency: string } }> } };

export type OrderDetailQueryVariables = Exact<{
  id: string;
}>;


export type OrderDetailQuery = { order: { note: string | null, requestedFor: string | null, buyerReference: string | null, id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, deliverTo: { city: string | null, id: string, name: string } | null, address: { recipient: string, phone: string | null, lines: string, city: string, region: string | null, postcode: string | null, country: string } | null, lines: Array<{ id: string, position: number, quantity: number, allocated: number, shipped: number, received: number, damaged: number, missing: number, madeToOrder: boolean, note: string | null, per: number, unitPrice: { amount: string, minor: number, currency: string }, total: { amount: string, minor: number, currency: string }, sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } } }>, changes: Array<{ id: string, kind: Types.OrderChangeKind, status: Types.OrderChangeStatus, note: string | null, askedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , lines: Array<{ quantityBefore: number, quantity: number, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> }>, history: Array<{ id: string, kind: Types.OrderEventKind, to: Types.OrderStatus, occurredAt: string, note: string | null, actor:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null }>, shipments: Array<{ id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> }>, causedBy: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, causedBy: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } } | null, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, causes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, causes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } }>, buyer:
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
      , total: { amount: string, minor: number, currency: string } }>, buyer:
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
    , total: { amount: string, minor: number, currency: string } } | null };

export type ConfirmOrderMutationVariables = Exact<{
  input: Types.ConfirmOrderInput;
}>;


export type ConfirmOrderMutation = { confirmOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RejectOrderMutationVariables = Exact<{
  input: Types.RejectOrderInput;
}>;


export type RejectOrderMutation = { rejectOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type StartProductionMutationVariables = Exact<{
  input: Types.StartProductionInput;
}>;


export type StartProductionMutation = { startProduction: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type FinishProductionMutationVariables = Exact<{
  input: Types.FinishProductionInput;
}>;


export type FinishProductionMutation = { finishProduction: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CancelOrderMutationVariables = Exact<{
  input: Types.CancelOrderInput;
}>;


export type CancelOrderMutation = { cancelOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CompleteOrderMutationVariables = Exact<{
  input: Types.CompleteOrderInput;
}>;


export type CompleteOrderMutation = { completeOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PlaceOrderMutationVariables = Exact<{
  input: Types.PlaceOrderInput;
}>;


export type PlaceOrderMutation = { placeOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CloseOrderMutationVariables = Exact<{
  input: Types.CloseOrderInput;
}>;


export type CloseOrderMutation = { closeOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ReducibleOrderQueryVariables = Exact<{
  id: string;
}>;


export type ReducibleOrderQuery = { order: { id: string, number: string, lines: Array<{ id: string, quantity: number, shipped: number, sku: { id: string, code: string, name: string, unit: Types.Unit } }> } | null };

export type ChangeOrderMutationVariables = Exact<{
  input: Types.ChangeOrderInput;
}>;


export type ChangeOrderMutation = { changeOrder: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AcceptOrderChangeMutationVariables = Exact<{
  input: Types.AcceptOrderChangeInput;
}>;


export type AcceptOrderChangeMutation = { acceptOrderChange: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeclineOrderChangeMutationVariables = Exact<{
  input: Types.DeclineOrderChangeInput;
}>;


export type DeclineOrderChangeMutation = { declineOrderChange: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type WithdrawOrderChangeMutationVariables = Exact<{
  input: Types.WithdrawOrderChangeInput;
}>;


export type WithdrawOrderChangeMutation = { withdrawOrderChange: { order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const OrderLineRowFragmentDoc = gql`
    fragment OrderLineRow on OrderLine {
  id
  position
  quantity
  allocated
  shipped
  received
  damaged
  missing
  madeToOrder
  note
  unitPrice {
    ...Amount
  }
  per
  total {
    ...Amount
  }
  sku {
    ...SkuName
    product {
      ...ProductName
    }
  }
}
    ` as unknown as DocumentNode<OrderLineRowFragment, unknown>;
export const OrdersDocument = gql`
    query Orders($first: Int!, $after: Cursor, $filter: OrderFilter, $orderBy: OrderOrder!) {
  orders(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount
    nodes {
      ...OrderRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<OrdersQuery, OrdersQueryVariables>;
export const OrdersFileDocument = gql`
    query OrdersFile($filter: OrderFilter, $orderBy: OrderOrder!) {
  orders(filter: $filter, orderBy: $orderBy) {
    nodes {
      number
      kind
      status
      placedAt
      seller {
        name
      }
      buyer {
        name
      }
      total {
        amount
        currency
      }
    }
  }
}
    ` as unknown as DocumentNode<OrdersFileQuery, OrdersFileQueryVariables>;
export const OrderDetailDocument = gql`
    query OrderDetail($id: ID!) {
  order(id: $id) {
    ...OrderRow
    note
    requestedFor
    buyerReference
    deliverTo {
      ...PlaceName
      city
    }
    address {
      recipient
      phone
      lines
      city
      region
      postcode
      country
    }
    lines {
      ...OrderLineRow
    }
    changes {
      id
      kind
      status
      note
      askedBy {
        ...PartyName
      }
      lines {
        quantityBefore
        quantity
        line {
          id
          sku {
            ...SkuName
          }
        }
      }
    }
    history {
      id
      kind
      to
      occurredAt
      note
      actor {
        ...PartyName
      }
    }
    shipments {
      ...ShipmentRow
    }
    causedBy {
      ...OrderRow
      causedBy {
        ...OrderRow
      }
    }
    causes {
      ...OrderRow
      causes {
        ...OrderRow
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${PlaceNameFragmentDoc}
${OrderLineRowFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ShipmentRowFragmentDoc}` as unknown as DocumentNode<OrderDetailQuery, OrderDetailQueryVariables>;
export const ConfirmOrderDocument = gql`
    mutation ConfirmOrder($input: ConfirmOrderInput!) {
  confirmOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ConfirmOrderMutation, ConfirmOrderMutationVariables>;
export const RejectOrderDocument = gql`
    mutation RejectOrder($input: RejectOrderInput!) {
  rejectOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<RejectOrderMutation, RejectOrderMutationVariables>;
export const StartProductionDocument = gql`
    mutation StartProduction($input: StartProductionInput!) {
  startProduction(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<StartProductionMutation, StartProductionMutationVariables>;
export const FinishProductionDocument = gql`
    mutation FinishProduction($input: FinishProductionInput!) {
  finishProduction(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<FinishProductionMutation, FinishProductionMutationVariables>;
export const CancelOrderDocument = gql`
    mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CancelOrderMutation, CancelOrderMutationVariables>;
export const CompleteOrderDocument = gql`
    mutation CompleteOrder($input: CompleteOrderInput!) {
  completeOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CompleteOrderMutation, CompleteOrderMutationVariables>;
export const PlaceOrderDocument = gql`
    mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const CloseOrderDocument = gql`
    mutation CloseOrder($input: CloseOrderInput!) {
  closeOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CloseOrderMutation, CloseOrderMutationVariables>;
export const ReducibleOrderDocument = gql`
    query ReducibleOrder($id: ID!) {
  order(id: $id) {
    id
    number
    lines {
      id
      quantity
      shipped
      sku {
        ...SkuName
      }
    }
  }
}
    ${SkuNameFragmentDoc}` as unknown as DocumentNode<ReducibleOrderQuery, ReducibleOrderQueryVariables>;
export const ChangeOrderDocument = gql`
    mutation ChangeOrder($input: ChangeOrderInput!) {
  changeOrder(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ChangeOrderMutation, ChangeOrderMutationVariables>;
export const AcceptOrderChangeDocument = gql`
    mutation AcceptOrderChange($input: AcceptOrderChangeInput!) {
  acceptOrderChange(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AcceptOrderChangeMutation, AcceptOrderChangeMutationVariables>;
export const DeclineOrderChangeDocument = gql`
    mutation DeclineOrderChange($input: DeclineOrderChangeInput!) {
  declineOrderChange(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<DeclineOrderChangeMutation, DeclineOrderChangeMutationVariables>;
export const WithdrawOrderChangeDocument = gql`
    mutation WithdrawOrderChange($input: WithdrawOrderChangeInput!) {
  withdrawOrderChange(input: $input) {
    order {
      ...OrderRow
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<WithdrawOrderChangeMutation, WithdrawOrderChangeMutationVariables>;