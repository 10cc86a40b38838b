/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
export type DeliveryDimension =
  | 'BUYER'
  | 'CARRIER'
  | 'COUNTRY'
  | 'KIND'
  | 'LOCATION'
  | 'PERIOD'
  | 'SELLER'
  | 'STATUS';

export type DeliveryFactOrder =
  | 'BY_DIMENSIONS'
  | 'LEAST_DELAYED'
  | 'LEAST_LATE'
  | 'LEAST_SHIPMENTS'
  | 'MOST_DELAYED'
  | 'MOST_LATE'
  | 'MOST_SHIPMENTS'
  | 'NEWEST'
  | 'OLDEST';

export type DeliveryFilter = {
  buyerIds?: Array<string> | null | undefined;
  carrier?: Array<string> | null | undefined;
  country?: Array<string> | null | undefined;
  firstDay?: string | null | undefined;
  kind?: Array<OrderKind> | null | undefined;
  lastDay?: string | null | undefined;
  locationIds?: Array<string> | null | undefined;
  sellerIds?: Array<string> | null | undefined;
  status?: Array<ShipmentStatus> | null | undefined;
};

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

export type SalesDimension =
  | 'BRAND'
  | 'BUYER'
  | 'CATEGORY'
  | 'COUNTRY'
  | 'CURRENCY'
  | 'KIND'
  | 'PERIOD'
  | 'PRODUCT'
  | 'SELLER'
  | 'SKU'
  | 'STATUS';

export type SalesFactOrder =
  | 'BY_DIMENSIONS'
  | 'LEAST_BUYERS'
  | 'LEAST_LINES'
  | 'LEAST_ORDERS'
  | 'LEAST_QUANTITY'
  | 'LEAST_REVENUE'
  | 'MOST_BUYERS'
  | 'MOST_LINES'
  | 'MOST_ORDERS'
  | 'MOST_QUANTITY'
  | 'MOST_REVENUE'
  | 'NEWEST'
  | 'OLDEST';

export type SalesFilter = {
  brandIds?: Array<string> | null | undefined;
  buyerIds?: Array<string> | null | undefined;
  categoryIds?: Array<string> | null | undefined;
  country?: Array<string> | null | undefined;
  firstDay?: string | null | undefined;
  kind?: Array<OrderKind> | null | undefined;
  lastDay?: string | null | undefined;
  productIds?: Array<string> | null | undefined;
  sellerIds?: Array<string> | null | undefined;
  skuIds?: Array<string> | null | undefined;
  status?: Array<OrderStatus> | null | undefined;
};

export type ShipmentStatus =
  | 'DELIVERED'
  | 'IN_TRANSIT';

export type StockDimension =
  | 'BRAND'
  | 'CATEGORY'
  | 'COUNTRY'
  | 'LOCATION'
  | 'OWNER'
  | 'PRODUCT'
  | 'SKU';

export type StockFactFilter = {
  brandIds?: Array<string> | null | undefined;
  categoryIds?: Array<string> | null | undefined;
  country?: Array<string> | null | undefined;
  locationIds?: Array<string> | null | undefined;
  productIds?: Array<string> | null | undefined;
  skuIds?: Array<string> | null | undefined;
};

export type StockFactOrder =
  | 'BY_DIMENSIONS'
  | 'LEAST_AVAILABLE'
  | 'LEAST_ON_HAND'
  | 'LEAST_OUT'
  | 'MOST_AVAILABLE'
  | 'MOST_ON_HAND'
  | 'MOST_OUT';

export type TimeBefore =
  | 'PERIOD_BEFORE'
  | 'YEAR_BEFORE';

export type TimeBucket =
  | 'DAY'
  | 'MONTH'
  | 'QUARTER'
  | 'WEEK'
  | 'YEAR';

export type TradeSide =
  | 'BUYING'
  | 'SELLING';

export type SalesFactsQueryVariables = Exact<{
  by: Array<Types.SalesDimension> | Types.SalesDimension;
  filter?: Types.SalesFilter | null | undefined;
  orderBy: Types.SalesFactOrder;
  bucket: Types.TimeBucket;
  comparedWith?: Types.TimeBefore | null | undefined;
  side: Types.TradeSide;
  currency?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type SalesFactsQuery = { facts: { totalCount: number, nodes: Array<{ period: string | null, country: string | null, kind: Types.OrderKind | null, status: Types.OrderStatus | null, currency: string | null, orders: number, lines: number, quantity: number, buyers: number, product: { id: string, name: string } | null, sku: { id: string, name: string } | null, category: { id: string, name: string } | null, brand:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, buyer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, seller:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, revenue: { amount: string, minor: number, currency: string } | null, before: { orders: number, lines: number, quantity: number, buyers: number, revenue: { amount: string, minor: number, currency: string } | null } | null }>, others: { orders: number, lines: number, quantity: number, buyers: number, revenue: { amount: string, minor: number, currency: string } | null } | null } };

export type StockFactsQueryVariables = Exact<{
  by: Array<Types.StockDimension> | Types.StockDimension;
  filter?: Types.StockFactFilter | null | undefined;
  orderBy: Types.StockFactOrder;
  first?: number | null | undefined;
}>;


export type StockFactsQuery = { facts: { totalCount: number, nodes: Array<{ country: string | null, items: number, skus: number, onHand: number, reserved: number, available: number, incoming: number, out: number, product: { id: string, name: string } | null, sku: { id: string, name: string } | null, category: { id: string, name: string } | null, brand:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, location: { id: string, name: string } | null, owner:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null }>, others: { items: number, skus: number, onHand: number, reserved: number, available: number, incoming: number, out: number } | null } };

export type DeliveryFactsQueryVariables = Exact<{
  by: Array<Types.DeliveryDimension> | Types.DeliveryDimension;
  filter?: Types.DeliveryFilter | null | undefined;
  orderBy: Types.DeliveryFactOrder;
  bucket: Types.TimeBucket;
  comparedWith?: Types.TimeBefore | null | undefined;
  side: Types.TradeSide;
  first?: number | null | undefined;
}>;


export type DeliveryFactsQuery = { facts: { totalCount: number, nodes: Array<{ period: string | null, carrier: string | null, country: string | null, kind: Types.OrderKind | null, status: Types.ShipmentStatus | null, shipments: number, orders: number, delivered: number, onTime: number, late: number, delayed: number, leadDays: string | null, transitDays: string | null, seller:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, buyer:
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
        | { id: string, name: string }
       | null, location: { id: string, name: string } | null, before: { shipments: number, orders: number, delivered: number, onTime: number, late: number, delayed: number, leadDays: string | null, transitDays: string | null } | null }>, others: { shipments: number, orders: number, delivered: number, onTime: number, late: number, delayed: number, leadDays: string | null, transitDays: string | null } | null } };

export type SoldCurrenciesQueryVariables = Exact<{
  side: Types.TradeSide;
}>;


export type SoldCurrenciesQuery = { salesFacts: { nodes: Array<{ currency: string | null }> } };


export const SalesFactsDocument = gql`
    query SalesFacts($by: [SalesDimension!]!, $filter: SalesFilter, $orderBy: SalesFactOrder!, $bucket: TimeBucket!, $comparedWith: TimeBefore, $side: TradeSide!, $currency: CurrencyCode, $first: Int) {
  facts: salesFacts(
    by: $by
    filter: $filter
    orderBy: $orderBy
    bucket: $bucket
    comparedWith: $comparedWith
    side: $side
    currency: $currency
    first: $first
  ) {
    totalCount
    nodes {
      period
      product {
        id
        name
      }
      sku {
        id
        name
      }
      category {
        id
        name
      }
      brand {
        id
        name
      }
      buyer {
        id
        name
      }
      seller {
        id
        name
      }
      country
      kind
      status
      currency
      orders
      lines
      quantity
      buyers
      revenue {
        amount
        minor
        currency
      }
      before {
        orders
        lines
        quantity
        buyers
        revenue {
          amount
          minor
          currency
        }
      }
    }
    others {
      orders
      lines
      quantity
      buyers
      revenue {
        amount
        minor
        currency
      }
    }
  }
}
    ` as unknown as DocumentNode<SalesFactsQuery, SalesFactsQueryVariables>;
export const StockFactsDocument = gql`
    query StockFacts($by: [StockDimension!]!, $filter: StockFactFilter, $orderBy: StockFactOrder!, $first: Int) {
  facts: stockFacts(by: $by, filter: $filter, orderBy: $orderBy, first: $first) {
    totalCount
    nodes {
      product {
        id
        name
      }
      sku {
        id
        name
      }
      category {
        id
        name
      }
      brand {
        id
        name
      }
      location {
        id
        name
      }
      owner {
        id
        name
      }
      country
      items
      skus
      onHand
      reserved
      available
      incoming
      out
    }
    others {
      items
      skus
      onHand
      reserved
      available
      incoming
      out
    }
  }
}
    ` as unknown as DocumentNode<StockFactsQuery, StockFactsQueryVariables>;
export const DeliveryFactsDocument = gql`
    query DeliveryFacts($by: [DeliveryDimension!]!, $filter: DeliveryFilter, $orderBy: DeliveryFactOrder!, $bucket: TimeBucket!, $comparedWith: TimeBefore, $side: TradeSide!, $first: Int) {
  facts: deliveryFacts(
    by: $by
    filter: $filter
    orderBy: $orderBy
    bucket: $bucket
    comparedWith: $comparedWith
    side: $side
    first: $first
  ) {
    totalCount
    nodes {
      period
      carrier
      seller {
        id
        name
      }
      buyer {
        id
        name
      }
      location {
        id
        name
      }
      country
      kind
      status
      shipments
      orders
      delivered
      onTime
      late
      delayed
      leadDays
      transitDays
      before {
        shipments
        orders
        delivered
        onTime
        late
        delayed
        leadDays
        transitDays
      }
    }
    others {
      shipments
      orders
      delivered
      onTime
      late
      delayed
      leadDays
      transitDays
    }
  }
}
    ` as unknown as DocumentNode<DeliveryFactsQuery, DeliveryFactsQueryVariables>;
export const SoldCurrenciesDocument = gql`
    query SoldCurrencies($side: TradeSide!) {
  salesFacts(by: [CURRENCY], side: $side, orderBy: MOST_ORDERS) {
    nodes {
      currency
    }
  }
}
    ` as unknown as DocumentNode<SoldCurrenciesQuery, SoldCurrenciesQueryVariables>;