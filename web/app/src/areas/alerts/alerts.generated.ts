/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, AmountFragmentDoc, PartyNameFragmentDoc, PlaceNameFragmentDoc, SkuNameFragmentDoc } from '../../hub/names.generated';
import { OrderRowFragmentDoc } from '../../hub/rows.generated';
export type AcknowledgeAlertInput = {
  alertId: string;
  requestId: string;
};

export type AlertFilter = {
  kind?: Array<AlertKind> | null | undefined;
  status?: Array<AlertStatus> | null | undefined;
};

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

export type AlertRowFragment = { id: string, kind: Types.AlertKind, status: Types.AlertStatus, version: number, raisedAt: string, acknowledgedAt: string | null, resolvedAt: string | null, stockItem: { id: string, available: number, version: number | null, sku: { id: string, code: string, name: string, unit: Types.Unit }, location: { id: string, name: string }, threshold: { pieces: number } | null } | null, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
    , total: { amount: string, minor: number, currency: string } } | null, shipment: { id: string, version: number, trackingNumber: string | null, order: { id: string, number: string } } | null };

export type AlertsQueryVariables = Exact<{
  first: number;
  filter?: Types.AlertFilter | null | undefined;
}>;


export type AlertsQuery = { alerts: { totalCount: number, nodes: Array<{ id: string, kind: Types.AlertKind, status: Types.AlertStatus, version: number, raisedAt: string, acknowledgedAt: string | null, resolvedAt: string | null, stockItem: { id: string, available: number, version: number | null, sku: { id: string, code: string, name: string, unit: Types.Unit }, location: { id: string, name: string }, threshold: { pieces: number } | null } | null, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } } | null, shipment: { id: string, version: number, trackingNumber: string | null, order: { id: string, number: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AcknowledgeAlertMutationVariables = Exact<{
  input: Types.AcknowledgeAlertInput;
}>;


export type AcknowledgeAlertMutation = { acknowledgeAlert: { alert: { id: string, kind: Types.AlertKind, status: Types.AlertStatus, version: number, raisedAt: string, acknowledgedAt: string | null, resolvedAt: string | null, stockItem: { id: string, available: number, version: number | null, sku: { id: string, code: string, name: string, unit: Types.Unit }, location: { id: string, name: string }, threshold: { pieces: number } | null } | null, order: { id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
        , total: { amount: string, minor: number, currency: string } } | null, shipment: { id: string, version: number, trackingNumber: string | null, order: { id: string, number: string } } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const AlertRowFragmentDoc = gql`
    fragment AlertRow on Alert {
  id
  kind
  status
  version
  raisedAt
  acknowledgedAt
  resolvedAt
  stockItem {
    id
    available
    version
    sku {
      ...SkuName
    }
    location {
      ...PlaceName
    }
    threshold {
      pieces
    }
  }
  order {
    ...OrderRow
  }
  shipment {
    id
    version
    trackingNumber
    order {
      id
      number
    }
  }
}
    ` as unknown as DocumentNode<AlertRowFragment, unknown>;
export const AlertsDocument = gql`
    query Alerts($first: Int!, $filter: AlertFilter) {
  alerts(first: $first, filter: $filter) {
    totalCount
    nodes {
      ...AlertRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${AlertRowFragmentDoc}
${SkuNameFragmentDoc}
${PlaceNameFragmentDoc}
${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<AlertsQuery, AlertsQueryVariables>;
export const AcknowledgeAlertDocument = gql`
    mutation AcknowledgeAlert($input: AcknowledgeAlertInput!) {
  acknowledgeAlert(input: $input) {
    alert {
      ...AlertRow
    }
    errors {
      ...Problems
    }
  }
}
    ${AlertRowFragmentDoc}
${SkuNameFragmentDoc}
${PlaceNameFragmentDoc}
${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>;