import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { DocumentNode } from 'graphql';
import type { DeliveryDimension, SalesDimension, StockDimension } from '../../hub/graph.generated';
import {
  DeliveryFactsDocument,
  SalesFactsDocument,
  StockFactsDocument,
  type DeliveryFactsQuery,
  type SalesFactsQuery,
  type StockFactsQuery,
} from './facts.generated';

/** A fact, or measures of it, whatever it is about: which fields it has was chosen. */
export type Fact = Readonly<Record<string, unknown>>;

export type SubjectName = 'sales' | 'stock' | 'deliveries';
export type DimensionName = SalesDimension | StockDimension | DeliveryDimension;

export interface Dimension {
  /** The field of a fact that has its value. */
  field: string;
  name: MessageDescriptor;
  /** The argument of the filter that takes one of its values. */
  filter?: string;
  is: 'period' | 'thing' | 'country' | 'kind' | 'order status' | 'shipment status' | 'text';
}

export interface Measure {
  name: MessageDescriptor;
  is: 'pieces' | 'money' | 'days' | 'share';
  /** What it is worked out from; itself, unless said. */
  from?: readonly [part: string, whole: string];
  /** How facts are sorted by it. */
  most?: string;
}

export interface Subject {
  name: MessageDescriptor;
  document: DocumentNode;
  dimensions: Readonly<Partial<Record<DimensionName, Dimension>>>;
  measures: Readonly<Record<string, Measure>>;
  /** Whether it happened at some time, between two sides; stock is as it is now. */
  isTimed: boolean;
}

type Fields<Query extends { facts: { others: unknown } }> = keyof NonNullable<Query['facts']['others']>;

const PRODUCT: Dimension = { field: 'product', name: msg`Product`, filter: 'productIds', is: 'thing' };
const SKU: Dimension = { field: 'sku', name: msg`Article`, filter: 'skuIds', is: 'thing' };
const CATEGORY: Dimension = { field: 'category', name: msg`Category`, filter: 'categoryIds', is: 'thing' };
const BRAND: Dimension = { field: 'brand', name: msg`Brand`, filter: 'brandIds', is: 'thing' };
const BUYER: Dimension = { field: 'buyer', name: msg`Buyer`, filter: 'buyerIds', is: 'thing' };
const SELLER: Dimension = { field: 'seller', name: msg`Seller`, filter: 'sellerIds', is: 'thing' };
const LOCATION: Dimension = { field: 'location', name: msg`Place`, filter: 'locationIds', is: 'thing' };
const COUNTRY: Dimension = { field: 'country', name: msg`Country`, filter: 'country', is: 'country' };
const KIND: Dimension = { field: 'kind', name: msg`Kind`, filter: 'kind', is: 'kind' };
const PERIOD: Dimension = { field: 'period', name: msg`Period`, is: 'period' };

const SALES_DIMENSIONS: Record<SalesDimension, Dimension> = {
  PERIOD,
  PRODUCT,
  SKU,
  CATEGORY,
  BRAND,
  BUYER,
  SELLER,
  COUNTRY,
  KIND,
  STATUS: { field: 'status', name: msg`Status`, filter: 'status', is: 'order status' },
  CURRENCY: { field: 'currency', name: msg`Currency`, is: 'text' },
};

const STOCK_DIMENSIONS: Record<StockDimension, Dimension> = {
  PRODUCT,
  SKU,
  CATEGORY,
  BRAND,
  LOCATION,
  COUNTRY,
  OWNER: { field: 'owner', name: msg`Whose stock`, is: 'thing' },
};

const DELIVERY_DIMENSIONS: Record<DeliveryDimension, Dimension> = {
  PERIOD,
  CARRIER: { field: 'carrier', name: msg`Carrier`, filter: 'carrier', is: 'text' },
  SELLER,
  BUYER,
  LOCATION,
  COUNTRY,
  KIND,
  STATUS: { field: 'status', name: msg`Status`, filter: 'status', is: 'shipment status' },
};

const SALES_MEASURES: Record<Fields<SalesFactsQuery>, Measure> = {
  revenue: { name: msg`Revenue`, is: 'money', most: 'MOST_REVENUE' },
  orders: { name: msg`Orders`, is: 'pieces', most: 'MOST_ORDERS' },
  quantity: { name: msg`Pieces`, is: 'pieces', most: 'MOST_QUANTITY' },
  lines: { name: msg`Lines`, is: 'pieces', most: 'MOST_LINES' },
  buyers: { name: msg`Different buyers`, is: 'pieces', most: 'MOST_BUYERS' },
};

const STOCK_MEASURES: Record<Fields<StockFactsQuery>, Measure> = {
  available: { name: msg`Available`, is: 'pieces', most: 'MOST_AVAILABLE' },
  onHand: { name: msg`On hand`, is: 'pieces', most: 'MOST_ON_HAND' },
  reserved: { name: msg`Reserved`, is: 'pieces' },
  incoming: { name: msg`Expected`, is: 'pieces' },
  out: { name: msg`Sold out`, is: 'pieces', most: 'MOST_OUT' },
  items: { name: msg`Articles at places`, is: 'pieces' },
  skus: { name: msg`Articles`, is: 'pieces' },
};

const DELIVERY_MEASURES: Record<Fields<DeliveryFactsQuery> | 'onTimeShare', Measure> = {
  shipments: { name: msg`Parcels`, is: 'pieces', most: 'MOST_SHIPMENTS' },
  onTimeShare: { name: msg`On time`, is: 'share', from: ['onTime', 'delivered'] },
  delivered: { name: msg`Delivered`, is: 'pieces' },
  onTime: { name: msg`Delivered on time`, is: 'pieces' },
  late: { name: msg`Delivered late`, is: 'pieces', most: 'MOST_LATE' },
  delayed: { name: msg`Overdue`, is: 'pieces', most: 'MOST_DELAYED' },
  orders: { name: msg`Orders`, is: 'pieces' },
  leadDays: { name: msg`Days from order to arrival`, is: 'days' },
  transitDays: { name: msg`Days on the way`, is: 'days' },
};

export const SUBJECTS: Record<SubjectName, Subject> = {
  sales: {
    name: msg`Sales`,
    document: SalesFactsDocument,
    dimensions: SALES_DIMENSIONS,
    measures: SALES_MEASURES,
    isTimed: true,
  },
  stock: {
    name: msg`Stock`,
    document: StockFactsDocument,
    dimensions: STOCK_DIMENSIONS,
    measures: STOCK_MEASURES,
    isTimed: false,
  },
  deliveries: {
    name: msg`Arrivals`,
    document: DeliveryFactsDocument,
    dimensions: DELIVERY_DIMENSIONS,
    measures: DELIVERY_MEASURES,
    isTimed: true,
  },
};

/** What is measured, as a number; null where there is nothing to measure. */
export function valueOf(fact: Fact | null | undefined, key: string, { from }: Measure): number | null {
  if (!fact) return null;
  if (from) {
    const [part, whole] = from.map((field) => Number(fact[field] ?? 0));
    return whole ? part! / whole : null;
  }
  const value = fact[key];
  if (value === null || value === undefined) return null;
  return Number(typeof value === 'object' ? (value as { amount: string }).amount : value);
}
