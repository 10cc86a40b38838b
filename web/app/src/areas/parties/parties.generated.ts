/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
export type AdmitPartyInput = {
  partyId: string;
  reason?: string | null | undefined;
  requestId: string;
};

export type CreatePartyInput = {
  country?: string | null | undefined;
  kind: PartyKind;
  name: string;
  ownerEmail: string;
  requestId: string;
  timeZone?: string;
};

export type DeclinePartyInput = {
  partyId: string;
  reason?: string | null | undefined;
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

export type PartyFilter = {
  country?: Array<string> | null | undefined;
  kind?: Array<PartyKind> | null | undefined;
  status?: Array<PartyStatus> | null | undefined;
};

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type PartyStatus =
  | 'ADMITTED'
  | 'APPLIED'
  | 'DECLINED'
  | 'SUSPENDED';

export type SuspendPartyInput = {
  partyId: string;
  reason?: string | null | undefined;
  requestId: string;
};

export type PartyRow_Brand_Fragment = { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind };

export type PartyRow_Consumer_Fragment = { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind };

export type PartyRow_Operator_Fragment = { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind };

export type PartyRow_Retailer_Fragment = { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind };

export type PartyRow_Supplier_Fragment = { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind };

export type PartyRowFragment =
  | PartyRow_Brand_Fragment
  | PartyRow_Consumer_Fragment
  | PartyRow_Operator_Fragment
  | PartyRow_Retailer_Fragment
  | PartyRow_Supplier_Fragment
;

export type PartiesQueryVariables = Exact<{
  first: number;
  filter?: Types.PartyFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type PartiesQuery = { parties: { totalCount: number, nodes: Array<
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
    >, pageInfo: { hasNextPage: boolean } } };

export type AdmitPartyMutationVariables = Exact<{
  input: Types.AdmitPartyInput;
}>;


export type AdmitPartyMutation = { admitParty: { party:
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
     | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeclinePartyMutationVariables = Exact<{
  input: Types.DeclinePartyInput;
}>;


export type DeclinePartyMutation = { declineParty: { party:
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
     | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SuspendPartyMutationVariables = Exact<{
  input: Types.SuspendPartyInput;
}>;


export type SuspendPartyMutation = { suspendParty: { party:
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
     | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CreatePartyMutationVariables = Exact<{
  input: Types.CreatePartyInput;
}>;


export type CreatePartyMutation = { createParty: { party:
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
     | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const PartyRowFragmentDoc = gql`
    fragment PartyRow on Party {
  ...PartyName
  country
  status
  statusReason
}
    ` as unknown as DocumentNode<PartyRowFragment, unknown>;
export const PartiesDocument = gql`
    query Parties($first: Int!, $filter: PartyFilter, $search: String) {
  parties(first: $first, filter: $filter, search: $search) {
    totalCount
    nodes {
      ...PartyRow
    }
    pageInfo {
      hasNextPage
    }
  }
}
    ${PartyRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<PartiesQuery, PartiesQueryVariables>;
export const AdmitPartyDocument = gql`
    mutation AdmitParty($input: AdmitPartyInput!) {
  admitParty(input: $input) {
    party {
      ...PartyRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartyRowFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AdmitPartyMutation, AdmitPartyMutationVariables>;
export const DeclinePartyDocument = gql`
    mutation DeclineParty($input: DeclinePartyInput!) {
  declineParty(input: $input) {
    party {
      ...PartyRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartyRowFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<DeclinePartyMutation, DeclinePartyMutationVariables>;
export const SuspendPartyDocument = gql`
    mutation SuspendParty($input: SuspendPartyInput!) {
  suspendParty(input: $input) {
    party {
      ...PartyRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartyRowFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SuspendPartyMutation, SuspendPartyMutationVariables>;
export const CreatePartyDocument = gql`
    mutation CreateParty($input: CreatePartyInput!) {
  createParty(input: $input) {
    party {
      ...PartyRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartyRowFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CreatePartyMutation, CreatePartyMutationVariables>;