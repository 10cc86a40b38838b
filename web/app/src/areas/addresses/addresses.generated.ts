/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, PlaceNameFragmentDoc } from '../../hub/names.generated';
export type AddAddressInput = {
  address: PostalAddressInput;
  requestId: string;
};

export type ChangeAddressInput = {
  address: PostalAddressInput;
  addressId: string;
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

export type PostalAddressInput = {
  city: string;
  country: string;
  lines: string;
  phone?: string | null | undefined;
  postcode?: string | null | undefined;
  recipient: string;
  region?: string | null | undefined;
};

export type RemoveAddressInput = {
  addressId: string;
  requestId: string;
};

export type AddressRowFragment = { id: string, recipient: string, phone: string | null, lines: string, city: string, region: string | null, postcode: string | null, country: string };

export type AddressesQueryVariables = Exact<{ [key: string]: never; }>;


export type AddressesQuery = { addresses: { nodes: Array<{ id: string, recipient: string, phone: string | null, lines: string, city: string, region: string | null, postcode: string | null, country: string }> } };

export type PlacesToDeliverToQueryVariables = Exact<{ [key: string]: never; }>;


export type PlacesToDeliverToQuery = { addresses: { nodes: Array<{ id: string, recipient: string, phone: string | null, lines: string, city: string, region: string | null, postcode: string | null, country: string }> }, viewer: { party:
      | { id: string, locations: Array<{ id: string, name: string }> }
      | { id: string }
      | { id: string }
      | { id: string, locations: Array<{ id: string, name: string }> }
      | { id: string }
     } | null };

export type AddAddressMutationVariables = Exact<{
  input: Types.AddAddressInput;
}>;


export type AddAddressMutation = { addAddress: { address: { id: string, recipient: string, phone: string | null, lines: string, city: string, region: string | null, postcode: string | null, country: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ChangeAddressMutationVariables = Exact<{
  input: Types.ChangeAddressInput;
}>;


export type ChangeAddressMutation = { changeAddress: { address: { id: string, recipient: string, phone: string | null, lines: string, city: string, region: string | null, postcode: string | null, country: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RemoveAddressMutationVariables = Exact<{
  input: Types.RemoveAddressInput;
}>;


export type RemoveAddressMutation = { removeAddress: { removed: boolean | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const AddressRowFragmentDoc = gql`
    fragment AddressRow on Address {
  id
  recipient
  phone
  lines
  city
  region
  postcode
  country
}
    ` as unknown as DocumentNode<AddressRowFragment, unknown>;
export const AddressesDocument = gql`
    query Addresses {
  addresses(first: 100) {
    nodes {
      ...AddressRow
    }
  }
}
    ${AddressRowFragmentDoc}` as unknown as DocumentNode<AddressesQuery, AddressesQueryVariables>;
export const PlacesToDeliverToDocument = gql`
    query PlacesToDeliverTo {
  addresses(first: 100) {
    nodes {
      ...AddressRow
    }
  }
  viewer {
    party {
      id
      ... on Brand {
        locations {
          ...PlaceName
        }
      }
      ... on Retailer {
        locations {
          ...PlaceName
        }
      }
    }
  }
}
    ${AddressRowFragmentDoc}
${PlaceNameFragmentDoc}` as unknown as DocumentNode<PlacesToDeliverToQuery, PlacesToDeliverToQueryVariables>;
export const AddAddressDocument = gql`
    mutation AddAddress($input: AddAddressInput!) {
  addAddress(input: $input) {
    address {
      ...AddressRow
    }
    errors {
      ...Problems
    }
  }
}
    ${AddressRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AddAddressMutation, AddAddressMutationVariables>;
export const ChangeAddressDocument = gql`
    mutation ChangeAddress($input: ChangeAddressInput!) {
  changeAddress(input: $input) {
    address {
      ...AddressRow
    }
    errors {
      ...Problems
    }
  }
}
    ${AddressRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ChangeAddressMutation, ChangeAddressMutationVariables>;
export const RemoveAddressDocument = gql`
    mutation RemoveAddress($input: RemoveAddressInput!) {
  removeAddress(input: $input) {
    removed
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<RemoveAddressMutation, RemoveAddressMutationVariables>;