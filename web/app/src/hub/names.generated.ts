/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
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

export type PartyName_Brand_Fragment = { id: string, name: string, kind: Types.PartyKind };

export type PartyName_Consumer_Fragment = { id: string, name: string, kind: Types.PartyKind };

export type PartyName_Operator_Fragment = { id: string, name: string, kind: Types.PartyKind };

export type PartyName_Retailer_Fragment = { id: string, name: string, kind: Types.PartyKind };

export type PartyName_Supplier_Fragment = { id: string, name: string, kind: Types.PartyKind };

export type PartyNameFragment =
  | PartyName_Brand_Fragment
  | PartyName_Consumer_Fragment
  | PartyName_Operator_Fragment
  | PartyName_Retailer_Fragment
  | PartyName_Supplier_Fragment
;

export type ProductNameFragment = { id: string, name: string };

export type SkuNameFragment = { id: string, code: string, name: string, unit: Types.Unit };

export type PlaceNameFragment = { id: string, name: string };

export type ShelfNameFragment = { id: string, name: string };

export type AmountFragment = { amount: string, minor: number, currency: string };

export type ProblemsFragment = { code: Types.ErrorCode, message: string };

export const PartyNameFragmentDoc = gql`
    fragment PartyName on Party {
  id
  name
  kind
}
    ` as unknown as DocumentNode<PartyNameFragment, unknown>;
export const ProductNameFragmentDoc = gql`
    fragment ProductName on Product {
  id
  name
}
    ` as unknown as DocumentNode<ProductNameFragment, unknown>;
export const SkuNameFragmentDoc = gql`
    fragment SkuName on Sku {
  id
  code
  name
  unit
}
    ` as unknown as DocumentNode<SkuNameFragment, unknown>;
export const PlaceNameFragmentDoc = gql`
    fragment PlaceName on Location {
  id
  name
}
    ` as unknown as DocumentNode<PlaceNameFragment, unknown>;
export const ShelfNameFragmentDoc = gql`
    fragment ShelfName on Category {
  id
  name
}
    ` as unknown as DocumentNode<ShelfNameFragment, unknown>;
export const AmountFragmentDoc = gql`
    fragment Amount on Money {
  amount
  minor
  currency
}
    ` as unknown as DocumentNode<AmountFragment, unknown>;
export const ProblemsFragmentDoc = gql`
    fragment Problems on UserError {
  code
  message
}
    ` as unknown as DocumentNode<ProblemsFragment, unknown>;