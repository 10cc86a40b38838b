/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, AmountFragmentDoc, ProductNameFragmentDoc, SkuNameFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
import { PromotionRowFragmentDoc } from '../promotions/promotions.generated';
import { OrderRowFragmentDoc } from '../../hub/rows.generated';
export type AddOrderToCartInput = {
  orderId: string;
  requestId: string;
};

export type AddWishInput = {
  productId: string;
  requestId: string;
};

export type Audience =
  | 'CONSUMERS'
  | 'PARTNERS';

export type CartCouponInput = {
  coupon: string;
  sellerId: string;
};

export type EmptyCartInput = {
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

export type PasteIntoCartInput = {
  requestId: string;
  sellerId?: string | null | undefined;
  text: string;
};

export type PlaceCartInput = {
  address?: PostalAddressInput | null | undefined;
  addressId?: string | null | undefined;
  allOrNothing?: boolean;
  deliverToId?: string | null | undefined;
  orders: Array<PlaceCartOrderInput>;
  requestId: string;
};

export type PlaceCartOrderInput = {
  buyerReference?: string | null | undefined;
  coupon?: string | null | undefined;
  expectedTotalMinor?: number | null | undefined;
  note?: string | null | undefined;
  requestedFor?: string | null | undefined;
  sellerId: string;
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

export type PromotionAction =
  | 'ACCEPT_SHARE'
  | 'CHANGE'
  | 'END';

export type PromotionEffect =
  | 'AMOUNT_OFF'
  | 'FIXED_PRICE'
  | 'FREE_PIECES'
  | 'GIFT'
  | 'PERCENT_OFF';

export type PromotionMeasure =
  | 'AMOUNT'
  | 'PIECES';

export type PromotionScope =
  | 'LINE'
  | 'ORDER';

export type RemoveCartLinesInput = {
  lineIds: Array<string>;
  requestId: string;
};

export type RemoveWishInput = {
  requestId: string;
  wishId: string;
};

export type SetCartLineInput = {
  note?: string | null | undefined;
  quantity: number;
  requestId: string;
  sellerId: string;
  skuId: string;
};

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

export type CartRowFragment = { version: number, lineCount: number, orders: Array<{ seller:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     | null, lines: Array<{ id: string, quantity: number, note: string | null, sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } } | null }>, quote: { discount: { amount: string, minor: number, currency: string } | null, total: { amount: string, minor: number, currency: string } | null, problems: Array<{ code: Types.ErrorCode, message: string }>, gifts: Array<{ quantity: number, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }>, lines: Array<{ position: number, per: number | null, orderMultiple: number | null, total: { amount: string, minor: number, currency: string } | null, discounts: Array<{ amount: { amount: string, minor: number, currency: string }, promotion: { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
              | { id: string, name: string, kind: Types.PartyKind }
             } | null }>, problems: Array<{ code: Types.ErrorCode, message: string }> }> } }> };

export type CartQueryVariables = Exact<{
  coupons?: Array<Types.CartCouponInput> | Types.CartCouponInput | null | undefined;
}>;


export type CartQuery = { viewer: { orderLimit: { id: string, limit: { amount: string, minor: number, currency: string } | null } | null } | null, cart: { version: number, lineCount: number, orders: Array<{ seller:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null, lines: Array<{ id: string, quantity: number, note: string | null, sku: { id: string, code: string, name: string, unit: Types.Unit, product: { id: string, name: string } } | null }>, quote: { discount: { amount: string, minor: number, currency: string } | null, total: { amount: string, minor: number, currency: string } | null, problems: Array<{ code: Types.ErrorCode, message: string }>, gifts: Array<{ quantity: number, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }>, lines: Array<{ position: number, per: number | null, orderMultiple: number | null, total: { amount: string, minor: number, currency: string } | null, discounts: Array<{ amount: { amount: string, minor: number, currency: string }, promotion: { id: string, version: number, name: string, audience: Types.Audience, currency: string, effect: Types.PromotionEffect, scope: Types.PromotionScope, measure: Types.PromotionMeasure, repeats: boolean, startsAt: string, endsAt: string, uses: number | null, spentMinor: number | null, availableActions: Array<Types.PromotionAction>, steps: Array<{ threshold: number, value: number }>, owner:
                | { id: string, name: string, kind: Types.PartyKind }
                | { id: string, name: string, kind: Types.PartyKind }
                | { id: string, name: string, kind: Types.PartyKind }
                | { id: string, name: string, kind: Types.PartyKind }
                | { id: string, name: string, kind: Types.PartyKind }
               } | null }>, problems: Array<{ code: Types.ErrorCode, message: string }> }> } }> } | null };

export type WishesQueryVariables = Exact<{ [key: string]: never; }>;


export type WishesQuery = { wishes: { nodes: Array<{ id: string, product: { id: string, name: string, owner:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         } | null }> } };

export type WishOfQueryVariables = Exact<{
  productId: string;
}>;


export type WishOfQuery = { wishes: { nodes: Array<{ id: string }> } };

export type SetCartLineMutationVariables = Exact<{
  input: Types.SetCartLineInput;
}>;


export type SetCartLineMutation = { setCartLine: { cart: { version: number } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RemoveCartLinesMutationVariables = Exact<{
  input: Types.RemoveCartLinesInput;
}>;


export type RemoveCartLinesMutation = { removeCartLines: { cart: { version: number } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type EmptyCartMutationVariables = Exact<{
  input: Types.EmptyCartInput;
}>;


export type EmptyCartMutation = { emptyCart: { cart: { version: number } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PasteIntoCartMutationVariables = Exact<{
  input: Types.PasteIntoCartInput;
}>;


export type PasteIntoCartMutation = { pasteIntoCart: { cart: { version: number } | null, problems: Array<{ line: number, text: string, code: Types.ErrorCode, message: string }> | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AddOrderToCartMutationVariables = Exact<{
  input: Types.AddOrderToCartInput;
}>;


export type AddOrderToCartMutation = { addOrderToCart: { cart: { version: number } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PlaceCartMutationVariables = Exact<{
  input: Types.PlaceCartInput;
}>;


export type PlaceCartMutation = { placeCart: { cart: { version: number } | null, orders: Array<{ id: string, number: string, kind: Types.OrderKind, status: Types.OrderStatus, version: number, placedAt: string | null, availableActions: Array<Types.OrderAction>, buyer:
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
      , total: { amount: string, minor: number, currency: string } }> | null, refusals: Array<{ position: number, code: Types.ErrorCode, message: string }> | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AddWishMutationVariables = Exact<{
  input: Types.AddWishInput;
}>;


export type AddWishMutation = { addWish: { wish: { id: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RemoveWishMutationVariables = Exact<{
  input: Types.RemoveWishInput;
}>;


export type RemoveWishMutation = { removeWish: { removed: boolean | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const CartRowFragmentDoc = gql`
    fragment CartRow on Cart {
  version
  lineCount
  orders {
    seller {
      ...PartyName
    }
    lines {
      id
      quantity
      note
      sku {
        ...SkuName
        product {
          ...ProductName
        }
      }
    }
    quote {
      discount {
        ...Amount
      }
      total {
        ...Amount
      }
      problems {
        ...Problems
      }
      gifts {
        quantity
        sku {
          ...SkuName
        }
      }
      lines {
        position
        per
        orderMultiple
        total {
          ...Amount
        }
        discounts {
          amount {
            ...Amount
          }
          promotion {
            ...PromotionRow
          }
        }
        problems {
          ...Problems
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<CartRowFragment, unknown>;
export const CartDocument = gql`
    query Cart($coupons: [CartCouponInput!]) {
  viewer {
    orderLimit {
      id
      limit {
        ...Amount
      }
    }
  }
  cart(coupons: $coupons) {
    ...CartRow
  }
}
    ${AmountFragmentDoc}
${CartRowFragmentDoc}
${PartyNameFragmentDoc}
${SkuNameFragmentDoc}
${ProductNameFragmentDoc}
${ProblemsFragmentDoc}
${PromotionRowFragmentDoc}` as unknown as DocumentNode<CartQuery, CartQueryVariables>;
export const WishesDocument = gql`
    query Wishes {
  wishes(first: 50) {
    nodes {
      id
      product {
        ...ProductName
        owner {
          ...PartyName
        }
      }
    }
  }
}
    ${ProductNameFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<WishesQuery, WishesQueryVariables>;
export const WishOfDocument = gql`
    query WishOf($productId: ID!) {
  wishes(first: 1, filter: {productId: $productId}) {
    nodes {
      id
    }
  }
}
    ` as unknown as DocumentNode<WishOfQuery, WishOfQueryVariables>;
export const SetCartLineDocument = gql`
    mutation SetCartLine($input: SetCartLineInput!) {
  setCartLine(input: $input) {
    cart {
      version
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<SetCartLineMutation, SetCartLineMutationVariables>;
export const RemoveCartLinesDocument = gql`
    mutation RemoveCartLines($input: RemoveCartLinesInput!) {
  removeCartLines(input: $input) {
    cart {
      version
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<RemoveCartLinesMutation, RemoveCartLinesMutationVariables>;
export const EmptyCartDocument = gql`
    mutation EmptyCart($input: EmptyCartInput!) {
  emptyCart(input: $input) {
    cart {
      version
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<EmptyCartMutation, EmptyCartMutationVariables>;
export const PasteIntoCartDocument = gql`
    mutation PasteIntoCart($input: PasteIntoCartInput!) {
  pasteIntoCart(input: $input) {
    cart {
      version
    }
    problems {
      line
      text
      code
      message
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<PasteIntoCartMutation, PasteIntoCartMutationVariables>;
export const AddOrderToCartDocument = gql`
    mutation AddOrderToCart($input: AddOrderToCartInput!) {
  addOrderToCart(input: $input) {
    cart {
      version
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<AddOrderToCartMutation, AddOrderToCartMutationVariables>;
export const PlaceCartDocument = gql`
    mutation PlaceCart($input: PlaceCartInput!) {
  placeCart(input: $input) {
    cart {
      version
    }
    orders {
      ...OrderRow
    }
    refusals {
      position
      code
      message
    }
    errors {
      ...Problems
    }
  }
}
    ${OrderRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<PlaceCartMutation, PlaceCartMutationVariables>;
export const AddWishDocument = gql`
    mutation AddWish($input: AddWishInput!) {
  addWish(input: $input) {
    wish {
      id
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<AddWishMutation, AddWishMutationVariables>;
export const RemoveWishDocument = gql`
    mutation RemoveWish($input: RemoveWishInput!) {
  removeWish(input: $input) {
    removed
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<RemoveWishMutation, RemoveWishMutationVariables>;