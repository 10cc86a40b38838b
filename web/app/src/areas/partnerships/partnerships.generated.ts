/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, PartyNameFragmentDoc, AmountFragmentDoc } from '../../hub/names.generated';
export type ApprovePartnershipInput = {
  partnershipId: string;
  requestId: string;
  terms?: PartnershipTermsInput | null | undefined;
};

export type ChangePartnershipTermsInput = {
  partnershipId: string;
  requestId: string;
  terms: PartnershipTermsInput;
};

export type DeclinePartnershipInput = {
  partnershipId: string;
  requestId: string;
};

export type EndPartnershipInput = {
  partnershipId: string;
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

export type Exactness =
  | 'BANDED'
  | 'DELAYED'
  | 'EXACT'
  | 'NOTHING'
  | 'YES_NO';

export type PartnershipStatus =
  | 'ACTIVE'
  | 'ENDED'
  | 'PROPOSED'
  | 'SUSPENDED';

export type PartnershipTermsInput = {
  creditLimitMinor?: number | null | undefined;
  currency: string;
  paymentDays?: number;
};

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type RequestPartnershipInput = {
  message?: string | null | undefined;
  partnerId: string;
  requestId: string;
  terms: PartnershipTermsInput;
};

export type SetSharingInput = {
  exactness: Exactness;
  partnershipId: string;
  requestId: string;
  topic: SharingTopic;
};

export type SharingTopic =
  | 'FORECASTS'
  | 'LOTS'
  | 'PRICES'
  | 'PRODUCTION'
  | 'SALES'
  | 'STOCK';

export type PartnershipRowFragment = { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
     }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
  , downstream:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
  , proposedBy:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
   | null };

export type PartnersQueryVariables = Exact<{
  partyId: string;
  first: number;
}>;


export type PartnersQuery = { party:
    | { id: string, name: string, kind: Types.PartyKind, partnerships: { totalCount: number, nodes: Array<{ id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
             }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , proposedBy:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null }> } }
    | { id: string, name: string, kind: Types.PartyKind, partnerships: { totalCount: number, nodes: Array<{ id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
             }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , proposedBy:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null }> } }
    | { id: string, name: string, kind: Types.PartyKind, partnerships: { totalCount: number, nodes: Array<{ id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
             }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , proposedBy:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null }> } }
    | { id: string, name: string, kind: Types.PartyKind, partnerships: { totalCount: number, nodes: Array<{ id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
             }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , proposedBy:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null }> } }
    | { id: string, name: string, kind: Types.PartyKind, partnerships: { totalCount: number, nodes: Array<{ id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
              | { id: string }
             }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , downstream:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
          , proposedBy:
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
            | { id: string, name: string, kind: Types.PartyKind }
           | null }> } }
   | null };

export type PartiesToAskQueryVariables = Exact<{
  search?: string | null | undefined;
  kinds: Array<Types.PartyKind> | Types.PartyKind;
}>;


export type PartiesToAskQuery = { parties: { nodes: Array<
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
      | { country: string | null, id: string, name: string, kind: Types.PartyKind }
    > } };

export type RequestPartnershipMutationVariables = Exact<{
  input: Types.RequestPartnershipInput;
}>;


export type RequestPartnershipMutation = { requestPartnership: { partnership: { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , downstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , proposedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ApprovePartnershipMutationVariables = Exact<{
  input: Types.ApprovePartnershipInput;
}>;


export type ApprovePartnershipMutation = { approvePartnership: { partnership: { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , downstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , proposedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeclinePartnershipMutationVariables = Exact<{
  input: Types.DeclinePartnershipInput;
}>;


export type DeclinePartnershipMutation = { declinePartnership: { partnership: { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , downstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , proposedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ChangePartnershipTermsMutationVariables = Exact<{
  input: Types.ChangePartnershipTermsInput;
}>;


export type ChangePartnershipTermsMutation = { changePartnershipTerms: { partnership: { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , downstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , proposedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetSharingMutationVariables = Exact<{
  input: Types.SetSharingInput;
}>;


export type SetSharingMutation = { setSharing: { partnership: { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , downstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , proposedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type EndPartnershipMutationVariables = Exact<{
  input: Types.EndPartnershipInput;
}>;


export type EndPartnershipMutation = { endPartnership: { partnership: { id: string, status: Types.PartnershipStatus, version: number, currency: string, paymentDays: number, since: string, message: string | null, sharing: Array<{ topic: Types.SharingTopic, exactness: Types.Exactness, party:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
         }>, creditLimit: { amount: string, minor: number, currency: string } | null, upstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , downstream:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , proposedBy:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const PartnershipRowFragmentDoc = gql`
    fragment PartnershipRow on Partnership {
  id
  status
  version
  currency
  paymentDays
  sharing {
    topic
    exactness
    party {
      id
    }
  }
  since
  message
  creditLimit {
    ...Amount
  }
  upstream {
    ...PartyName
  }
  downstream {
    ...PartyName
  }
  proposedBy {
    ...PartyName
  }
}
    ` as unknown as DocumentNode<PartnershipRowFragment, unknown>;
export const PartnersDocument = gql`
    query Partners($partyId: ID!, $first: Int!) {
  party(id: $partyId) {
    ...PartyName
    partnerships(first: $first) {
      totalCount
      nodes {
        ...PartnershipRow
      }
    }
  }
}
    ${PartyNameFragmentDoc}
${PartnershipRowFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<PartnersQuery, PartnersQueryVariables>;
export const PartiesToAskDocument = gql`
    query PartiesToAsk($search: String, $kinds: [PartyKind!]!) {
  parties(first: 50, search: $search, filter: {kind: $kinds}) {
    nodes {
      ...PartyName
      country
    }
  }
}
    ${PartyNameFragmentDoc}` as unknown as DocumentNode<PartiesToAskQuery, PartiesToAskQueryVariables>;
export const RequestPartnershipDocument = gql`
    mutation RequestPartnership($input: RequestPartnershipInput!) {
  requestPartnership(input: $input) {
    partnership {
      ...PartnershipRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartnershipRowFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<RequestPartnershipMutation, RequestPartnershipMutationVariables>;
export const ApprovePartnershipDocument = gql`
    mutation ApprovePartnership($input: ApprovePartnershipInput!) {
  approvePartnership(input: $input) {
    partnership {
      ...PartnershipRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartnershipRowFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ApprovePartnershipMutation, ApprovePartnershipMutationVariables>;
export const DeclinePartnershipDocument = gql`
    mutation DeclinePartnership($input: DeclinePartnershipInput!) {
  declinePartnership(input: $input) {
    partnership {
      ...PartnershipRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartnershipRowFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<DeclinePartnershipMutation, DeclinePartnershipMutationVariables>;
export const ChangePartnershipTermsDocument = gql`
    mutation ChangePartnershipTerms($input: ChangePartnershipTermsInput!) {
  changePartnershipTerms(input: $input) {
    partnership {
      ...PartnershipRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartnershipRowFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ChangePartnershipTermsMutation, ChangePartnershipTermsMutationVariables>;
export const SetSharingDocument = gql`
    mutation SetSharing($input: SetSharingInput!) {
  setSharing(input: $input) {
    partnership {
      ...PartnershipRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartnershipRowFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetSharingMutation, SetSharingMutationVariables>;
export const EndPartnershipDocument = gql`
    mutation EndPartnership($input: EndPartnershipInput!) {
  endPartnership(input: $input) {
    partnership {
      ...PartnershipRow
    }
    errors {
      ...Problems
    }
  }
}
    ${PartnershipRowFragmentDoc}
${AmountFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<EndPartnershipMutation, EndPartnershipMutationVariables>;