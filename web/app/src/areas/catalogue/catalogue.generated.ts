/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { SkuNameFragmentDoc, ProductNameFragmentDoc, ShelfNameFragmentDoc, PartyNameFragmentDoc, AmountFragmentDoc } from '../../hub/names.generated';
import { ShipmentRowFragmentDoc, OrderRowFragmentDoc } from '../../hub/rows.generated';
export type DocumentKind =
  | 'CERTIFICATE'
  | 'FILING'
  | 'QC_REPORT'
  | 'SAFETY_SHEET';

export type ListingStatus =
  | 'APPROVED'
  | 'DECLINED'
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'PUBLISHED'
  | 'WITHDRAWN';

export type MediaKind =
  | 'IMAGE'
  | 'MODEL_3D'
  | 'SPIN_360'
  | 'VIDEO';

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

export type PriceFilter = {
  currency: string;
  fromMinor?: number | null | undefined;
  untilMinor?: number | null | undefined;
};

export type ProductFacetName =
  | 'BRAND'
  | 'CATEGORY'
  | 'CERTIFICATE'
  | 'EFFICACY'
  | 'GEM'
  | 'IN_STOCK'
  | 'MATERIAL'
  | 'PRICE';

export type ProductFilter = {
  awaitsReview?: boolean | null | undefined;
  brandIds?: Array<string> | null | undefined;
  categoryId?: string | null | undefined;
  categoryIds?: Array<string> | null | undefined;
  efficacy?: Array<string> | null | undefined;
  gem?: Array<string> | null | undefined;
  hasCertificate?: boolean | null | undefined;
  inStock?: boolean | null | undefined;
  material?: Array<string> | null | undefined;
  ownerId?: string | null | undefined;
  price?: PriceFilter | null | undefined;
  status?: Array<ListingStatus> | null | undefined;
  trade?: Array<Trade> | null | undefined;
};

export type ProductOrder =
  | 'NAME'
  | 'NEWEST'
  | 'OLDEST'
  | 'RELEVANCE';

export type ShipmentStatus =
  | 'DELIVERED'
  | 'IN_TRANSIT';

export type TrackingStatus =
  | 'DELIVERED'
  | 'EXCEPTION'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'PICKED_UP';

export type Trade =
  | 'COSMETICS'
  | 'GENERAL'
  | 'JEWELLERY';

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

export type OfferPriceFragment = { id: string, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, version: number, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, seller:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
   };

export type ProductFacetsFragment = { found: number, isComplete: boolean, facets: Array<{ name: Types.ProductFacetName, choices: Array<{ value: string, count: number, text: string | null, brand:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null, category: { id: string, name: string } | null, priceFrom: { amount: string, minor: number, currency: string } | null, priceUntil: { amount: string, minor: number, currency: string } | null }> }> };

export type SuggestionsQueryVariables = Exact<{
  text: string;
  filter?: Types.ProductFilter | null | undefined;
}>;


export type SuggestionsQuery = { products: { nodes: Array<{ id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }> }, parties: { nodes: Array<
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
    > } };

export type OrdersCalledQueryVariables = Exact<{
  numbers: Array<string> | string;
}>;


export type OrdersCalledQuery = { orders: { nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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

export type ProductPictureFragment = { id: string, kind: Types.MediaKind, alt: string | null, width: number | null, height: number | null, small: string, medium: string };

export type ProductMediumFragment = { frames: Array<string>, id: string, kind: Types.MediaKind, alt: string | null, width: number | null, height: number | null, large: string, small: string, medium: string };

export type ShopQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: Types.ProductFilter | null | undefined;
  search?: string | null | undefined;
  orderBy: Types.ProductOrder;
}>;


export type ShopQuery = { products: { facets: { found: number, isComplete: boolean, facets: Array<{ name: Types.ProductFacetName, choices: Array<{ value: string, count: number, text: string | null, brand:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null, category: { id: string, name: string } | null, priceFrom: { amount: string, minor: number, currency: string } | null, priceUntil: { amount: string, minor: number, currency: string } | null }> }> }, nodes: Array<{ trade: Types.Trade, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , media: Array<{ id: string, kind: Types.MediaKind, alt: string | null, width: number | null, height: number | null, small: string, medium: string }>, skus: Array<{ id: string, unit: Types.Unit, offers: { nodes: Array<{ id: string, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, version: number, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, seller:
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
             }> } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ShelvesQueryVariables = Exact<{ [key: string]: never; }>;


export type ShelvesQuery = { categories: { nodes: Array<{ id: string, name: string, parent: { id: string } | null }> } };

export type ShopProductQueryVariables = Exact<{
  id: string;
}>;


export type ShopProductQuery = { product: { description: string | null, trade: Types.Trade, id: string, name: string, owner:
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
    , category: { id: string, name: string } | null, media: Array<{ frames: Array<string>, id: string, kind: Types.MediaKind, alt: string | null, width: number | null, height: number | null, large: string, small: string, medium: string }>, documents: Array<{ id: string, kind: Types.DocumentKind, title: string, url: string, issuedOn: string | null, validUntil: string | null }>, details:
      | { story: string | null, series: string | null, ingredients: Array<string>, efficacy: Array<string>, usage: string | null, shelfLifeMonths: number | null, filingNumber: string | null }
      | { style: string | null, material: string | null, craft: string | null, gem: string | null, gemCarats: string | null, certificateNumber: string | null }
      | Record<PropertyKey, never>
     | null, skus: Array<{ gtin: string | null, id: string, code: string, name: string, unit: Types.Unit, offers: { nodes: Array<{ id: string, per: number, minimumQuantity: number, orderMultiple: number, madeToOrder: boolean, version: number, price: { amount: string, minor: number, currency: string }, tiers: Array<{ minimumQuantity: number, price: { amount: string, minor: number, currency: string } }>, seller:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           }> } }> } | null };

export type MyOrdersQueryVariables = Exact<{
  first: number;
}>;


export type MyOrdersQuery = { orders: { totalCount: number, nodes: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, shipments: Array<{ id: string, status: Types.ShipmentStatus, version: number, carrier: string | null, trackingNumber: string | null, shippedAt: string, estimatedArrival: string | null, receivedAt: string | null, trackingEvents: Array<{ id: string, status: Types.TrackingStatus, place: string | null, note: string | null, occurredAt: string }>, lines: Array<{ id: string, quantity: number, damaged: number | null, missing: number | null, line: { id: string, sku: { id: string, code: string, name: string, unit: Types.Unit } } }> }>, lines: Array<{ id: string, quantity: number, sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } } }>, buyer:
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

export const OfferPriceFragmentDoc = gql`
    fragment OfferPrice on Offer {
  id
  per
  minimumQuantity
  orderMultiple
  madeToOrder
  version
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
    ` as unknown as DocumentNode<OfferPriceFragment, unknown>;
export const ProductFacetsFragmentDoc = gql`
    fragment ProductFacets on ProductFacets {
  found
  isComplete
  facets {
    name
    choices {
      value
      count
      text
      brand {
        ...PartyName
      }
      category {
        ...ShelfName
      }
      priceFrom {
        ...Amount
      }
      priceUntil {
        ...Amount
      }
    }
  }
}
    ` as unknown as DocumentNode<ProductFacetsFragment, unknown>;
export const ProductPictureFragmentDoc = gql`
    fragment ProductPicture on Media {
  id
  kind
  alt
  width
  height
  small: url(size: SMALL)
  medium: url(size: MEDIUM)
}
    ` as unknown as DocumentNode<ProductPictureFragment, unknown>;
export const ProductMediumFragmentDoc = gql`
    fragment ProductMedium on Media {
  ...ProductPicture
  large: url(size: LARGE)
  frames(size: MEDIUM)
}
    ` as unknown as DocumentNode<ProductMediumFragment, unknown>;
export const SuggestionsDocument = gql`
    query Suggestions($text: String!, $filter: ProductFilter) {
  products(first: 6, search: $text, filter: $filter) {
    nodes {
      ...ProductName
      owner {
        ...PartyName
      }
    }
  }
  parties(first: 3, search: $text, filter: {kind: [BRAND]}) {
    nodes {
      ...PartyName
    }
  }
}
    ${ProductNameFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<SuggestionsQuery, SuggestionsQueryVariables>;
export const OrdersCalledDocument = gql`
    query OrdersCalled($numbers: [String!]!) {
  orders(first: 3, filter: {number: $numbers}) {
    nodes {
      ...OrderRow
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<OrdersCalledQuery, OrdersCalledQueryVariables>;
export const ShopDocument = gql`
    query Shop($first: Int!, $after: Cursor, $filter: ProductFilter, $search: String, $orderBy: ProductOrder!) {
  products(
    first: $first
    after: $after
    filter: $filter
    search: $search
    orderBy: $orderBy
  ) {
    facets {
      ...ProductFacets
    }
    nodes {
      ...ProductName
      trade
      owner {
        ...PartyName
      }
      media {
        ...ProductPicture
      }
      skus {
        id
        unit
        offers(first: 5, filter: {audience: [CONSUMERS]}) {
          nodes {
            ...OfferPrice
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${ProductFacetsFragmentDoc}
${PartyNameFragmentDoc}
${ShelfNameFragmentDoc}
${AmountFragmentDoc}
${ProductNameFragmentDoc}
${ProductPictureFragmentDoc}
${OfferPriceFragmentDoc}` as unknown as DocumentNode<ShopQuery, ShopQueryVariables>;
export const ShelvesDocument = gql`
    query Shelves {
  categories(first: 100) {
    nodes {
      ...ShelfName
      parent {
        id
      }
    }
  }
}
    ${ShelfNameFragmentDoc}` as unknown as DocumentNode<ShelvesQuery, ShelvesQueryVariables>;
export const ShopProductDocument = gql`
    query ShopProduct($id: ID!) {
  product(id: $id) {
    ...ProductName
    description
    trade
    owner {
      ...PartyName
      country
    }
    category {
      ...ShelfName
    }
    media {
      ...ProductMedium
    }
    documents {
      id
      kind
      title
      url
      issuedOn
      validUntil
    }
    details {
      ... on CosmeticDetails {
        story
        series
        ingredients
        efficacy
        usage
        shelfLifeMonths
        filingNumber
      }
      ... on JewelleryDetails {
        style
        material
        craft
        gem
        gemCarats
        certificateNumber
      }
    }
    skus {
      ...SkuName
      gtin
      offers(first: 20, filter: {audience: [CONSUMERS]}) {
        nodes {
          ...OfferPrice
        }
      }
    }
  }
}
    ${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ShelfNameFragmentDoc}
${ProductMediumFragmentDoc}
${ProductPictureFragmentDoc}
${SkuNameFragmentDoc}
${OfferPriceFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<ShopProductQuery, ShopProductQueryVariables>;
export const MyOrdersDocument = gql`
    query MyOrders($first: Int!) {
  orders(first: $first) {
    totalCount
    nodes {
      ...OrderRow
      shipments {
        ...ShipmentRow
      }
      lines {
        id
        quantity
        sku {
          ...SkuName
          product {
            ...ProductName
          }
        }
      }
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ShipmentRowFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}` as unknown as DocumentNode<MyOrdersQuery, MyOrdersQueryVariables>;