/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, PlaceNameFragmentDoc, ProductNameFragmentDoc, SkuNameFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
export type AdjustStockInput = {
  delta: number;
  locationId: string;
  reason: string;
  requestId: string;
  skuId: string;
};

export type CountStockInput = {
  locationId: string;
  onHand: number;
  reason?: string | null | undefined;
  requestId: string;
  skuId: string;
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

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type SetThresholdInput = {
  pieces?: number | null | undefined;
  requestId: string;
  stockItemId: string;
};

export type StockFilter = {
  locationId?: string | null | undefined;
  partyId?: string | null | undefined;
  skuIds?: Array<string> | null | undefined;
};

export type StockOrder =
  | 'ENTERED'
  | 'LEAST_AVAILABLE'
  | 'MOST_AVAILABLE'
  | 'NEWEST';

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

export type StockRowFragment = { id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, threshold: { pieces: number } | null, party:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
  , sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } }, location: { city: string | null, id: string, name: string } };

export type StockFileQueryVariables = Exact<{
  filter?: Types.StockFilter | null | undefined;
  orderBy: Types.StockOrder;
}>;


export type StockFileQuery = { stock: { nodes: Array<{ onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, sku: { code: string, name: string }, party:
        | { name: string }
        | { name: string }
        | { name: string }
        | { name: string }
        | { name: string }
      , location: { name: string } }> } };

export type StockQueryVariables = Exact<{
  first: number;
  filter?: Types.StockFilter | null | undefined;
  orderBy: Types.StockOrder;
}>;


export type StockQuery = { stock: { totalCount: number, nodes: Array<{ id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, threshold: { pieces: number } | null, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } }, location: { city: string | null, id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type StockDetailQueryVariables = Exact<{
  id: string;
}>;


export type StockDetailQuery = { node:
    | { id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, movements: { nodes: Array<{ kind: Types.MovementKind, version: number, onHandDelta: number, reservedDelta: number, incomingDelta: number, onHand: number, reserved: number, incoming: number, reason: string | null, occurredAt: string, order: { id: string, number: string } | null }> }, threshold: { pieces: number } | null, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } }, location: { city: string | null, id: string, name: string } }
    | Record<PropertyKey, never>
   | null };

export type AdjustStockMutationVariables = Exact<{
  input: Types.AdjustStockInput;
}>;


export type AdjustStockMutation = { adjustStock: { stockItem: { id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, threshold: { pieces: number } | null, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } }, location: { city: string | null, id: string, name: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CountStockMutationVariables = Exact<{
  input: Types.CountStockInput;
}>;


export type CountStockMutation = { countStock: { stockItem: { id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, threshold: { pieces: number } | null, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } }, location: { city: string | null, id: string, name: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetThresholdMutationVariables = Exact<{
  input: Types.SetThresholdInput;
}>;


export type SetThresholdMutation = { setThreshold: { stockItem: { id: string, version: number | null, onHand: number | null, reserved: number | null, available: number, incoming: number | null, updatedAt: string | null, threshold: { pieces: number } | null, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } }, location: { city: string | null, id: string, name: string } } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const StockRowFragmentDoc = gql`
    fragment StockRow on StockItem {
  id
  version
  onHand
  reserved
  available
  incoming
  updatedAt
  threshold {
    pieces
  }
  party {
    ...PartyName
  }
  sku {
    ...SkuName
    product {
      ...ProductName
    }
  }
  location {
    ...PlaceName
    city
  }
}
    ` as unknown as DocumentNode<StockRowFragment, unknown>;
export const StockFileDocument = gql`
    query StockFile($filter: StockFilter, $orderBy: StockOrder!) {
  stock(filter: $filter, orderBy: $orderBy) {
    nodes {
      sku {
        code
        name
      }
      party {
        name
      }
      location {
        name
      }
      onHand
      reserved
      available
      incoming
      updatedAt
    }
  }
}
    ` as unknown as DocumentNode<StockFileQuery, StockFileQueryVariables>;
export const StockDocument = gql`
    query Stock($first: Int!, $filter: StockFilter, $orderBy: StockOrder!) {
  stock(first: $first, filter: $filter, orderBy: $orderBy) {
    totalCount
    nodes {
      ...StockRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${StockRowFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${PlaceNameFragmentDoc}` as unknown as DocumentNode<StockQuery, StockQueryVariables>;
export const StockDetailDocument = gql`
    query StockDetail($id: ID!) {
  node(id: $id) {
    ... on StockItem {
      ...StockRow
      movements(first: 50) {
        nodes {
          kind
          version
          onHandDelta
          reservedDelta
          incomingDelta
          onHand
          reserved
          incoming
          reason
          occurredAt
          order {
            id
            number
          }
        }
      }
    }
  }
}
    ${StockRowFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${PlaceNameFragmentDoc}` as unknown as DocumentNode<StockDetailQuery, StockDetailQueryVariables>;
export const AdjustStockDocument = gql`
    mutation AdjustStock($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    stockItem {
      ...StockRow
    }
    errors {
      ...Problems
    }
  }
}
    ${StockRowFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${PlaceNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AdjustStockMutation, AdjustStockMutationVariables>;
export const CountStockDocument = gql`
    mutation CountStock($input: CountStockInput!) {
  countStock(input: $input) {
    stockItem {
      ...StockRow
    }
    errors {
      ...Problems
    }
  }
}
    ${StockRowFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${PlaceNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CountStockMutation, CountStockMutationVariables>;
export const SetThresholdDocument = gql`
    mutation SetThreshold($input: SetThresholdInput!) {
  setThreshold(input: $input) {
    stockItem {
      ...StockRow
    }
    errors {
      ...Problems
    }
  }
}
    ${StockRowFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${PlaceNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetThresholdMutation, SetThresholdMutationVariables>;