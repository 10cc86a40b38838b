/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { SkuNameFragmentDoc, ProblemsFragmentDoc, PlaceNameFragmentDoc, AmountFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
export type AddRequisitionToCartInput = {
  requestId: string;
  requisitionId: string;
};

export type ApproveRequisitionInput = {
  message?: string | null | undefined;
  parts?: Array<ApprovedPartInput>;
  requestId: string;
  requisitionId: string;
};

export type ApprovedPartInput = {
  expectedTotalMinor: number;
  sellerId: string;
};

export type DeclineRequisitionInput = {
  message: string;
  requestId: string;
  requisitionId: string;
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

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

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

export type RequisitionAction =
  | 'APPROVE'
  | 'DECLINE'
  | 'WITHDRAW';

export type RequisitionEventKind =
  | 'APPROVED'
  | 'DECLINED'
  | 'SUBMITTED'
  | 'WITHDRAWN';

export type RequisitionFilter = {
  status?: Array<RequisitionStatus> | null | undefined;
};

export type RequisitionStatus =
  | 'APPROVED'
  | 'DECLINED'
  | 'WAITING'
  | 'WITHDRAWN';

export type SubmitRequisitionInput = {
  address?: PostalAddressInput | null | undefined;
  addressId?: string | null | undefined;
  deliverToId?: string | null | undefined;
  note?: string | null | undefined;
  orders: Array<PlaceCartOrderInput>;
  requestId: string;
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

export type WithdrawRequisitionInput = {
  message?: string | null | undefined;
  requestId: string;
  requisitionId: string;
};

export type RequisitionRowFragment = { id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, submittedBy: { id: string, name: string } | null, parts: Array<{ id: string, seller:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }> };

export type RequisitionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: Types.RequisitionFilter | null | undefined;
}>;


export type RequisitionsQuery = { requisitions: { totalCount: number, nodes: Array<{ id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, submittedBy: { id: string, name: string } | null, parts: Array<{ id: string, seller:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RequisitionDetailQueryVariables = Exact<{
  id: string;
}>;


export type RequisitionDetailQuery = { requisition: { id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, deliverTo: { id: string, name: string } | null, address: { recipient: string, lines: string, city: string, country: string } | null, parts: Array<{ id: string, coupon: string | null, note: string | null, requestedFor: string | null, buyerReference: string | null, quote: { total: { amount: string, minor: number, currency: string } | null, problems: Array<{ code: Types.ErrorCode, message: string }>, lines: Array<{ position: number, total: { amount: string, minor: number, currency: string } | null, problems: Array<{ code: Types.ErrorCode, message: string }> }> } | null, lines: Array<{ id: string, quantity: number, note: string | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }>, seller:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }>, history: Array<{ id: string, kind: Types.RequisitionEventKind, message: string | null, occurredAt: string, actor: { id: string, name: string } | null }>, submittedBy: { id: string, name: string } | null } | null };

export type WaitingRequisitionsQueryVariables = Exact<{ [key: string]: never; }>;


export type WaitingRequisitionsQuery = { requisitions: { totalCount: number, nodes: Array<{ id: string, submittedBy: { id: string } | null }> } };

export type SubmitRequisitionMutationVariables = Exact<{
  input: Types.SubmitRequisitionInput;
}>;


export type SubmitRequisitionMutation = { submitRequisition: { requisition: { id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, submittedBy: { id: string, name: string } | null, parts: Array<{ id: string, seller:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ApproveRequisitionMutationVariables = Exact<{
  input: Types.ApproveRequisitionInput;
}>;


export type ApproveRequisitionMutation = { approveRequisition: { requisition: { id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, submittedBy: { id: string, name: string } | null, parts: Array<{ id: string, seller:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeclineRequisitionMutationVariables = Exact<{
  input: Types.DeclineRequisitionInput;
}>;


export type DeclineRequisitionMutation = { declineRequisition: { requisition: { id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, submittedBy: { id: string, name: string } | null, parts: Array<{ id: string, seller:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type WithdrawRequisitionMutationVariables = Exact<{
  input: Types.WithdrawRequisitionInput;
}>;


export type WithdrawRequisitionMutation = { withdrawRequisition: { requisition: { id: string, status: Types.RequisitionStatus, version: number, note: string | null, submittedAt: string, availableActions: Array<Types.RequisitionAction>, submittedBy: { id: string, name: string } | null, parts: Array<{ id: string, seller:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
         | null, total: { amount: string, minor: number, currency: string } | null, order: { id: string, number: string } | null }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AddRequisitionToCartMutationVariables = Exact<{
  input: Types.AddRequisitionToCartInput;
}>;


export type AddRequisitionToCartMutation = { addRequisitionToCart: { cart: { version: number } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const RequisitionRowFragmentDoc = gql`
    fragment RequisitionRow on Requisition {
  id
  status
  version
  note
  submittedAt
  availableActions
  submittedBy {
    id
    name
  }
  parts {
    id
    seller {
      ...PartyName
    }
    total {
      ...Amount
    }
    order {
      id
      number
    }
  }
}
    ` as unknown as DocumentNode<RequisitionRowFragment, unknown>;
export const RequisitionsDocument = gql`
    query Requisitions($first: Int!, $after: Cursor, $filter: RequisitionFilter) {
  requisitions(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...RequisitionRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${RequisitionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}` as unknown as DocumentNode<RequisitionsQuery, RequisitionsQueryVariables>;
export const RequisitionDetailDocument = gql`
    query RequisitionDetail($id: ID!) {
  requisition(id: $id) {
    ...RequisitionRow
    deliverTo {
      ...PlaceName
    }
    address {
      recipient
      lines
      city
      country
    }
    parts {
      id
      coupon
      note
      requestedFor
      buyerReference
      quote {
        total {
          ...Amount
        }
        problems {
          ...Problems
        }
        lines {
          position
          total {
            ...Amount
          }
          problems {
            ...Problems
          }
        }
      }
      lines {
        id
        quantity
        note
        sku {
          ...SkuName
        }
      }
    }
    history {
      id
      kind
      message
      occurredAt
      actor {
        id
        name
      }
    }
  }
}
    ${RequisitionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${PlaceNameFragmentDoc}
${ProblemsFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<RequisitionDetailQuery, RequisitionDetailQueryVariables>;
export const WaitingRequisitionsDocument = gql`
    query WaitingRequisitions {
  requisitions(first: 20, filter: {status: [WAITING]}) {
    totalCount
    nodes {
      id
      submittedBy {
        id
      }
    }
  }
}
    ` as unknown as DocumentNode<WaitingRequisitionsQuery, WaitingRequisitionsQueryVariables>;
export const SubmitRequisitionDocument = gql`
    mutation SubmitRequisition($input: SubmitRequisitionInput!) {
  submitRequisition(input: $input) {
    requisition {
      ...RequisitionRow
    }
    errors {
      ...Problems
    }
  }
}
    ${RequisitionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SubmitRequisitionMutation, SubmitRequisitionMutationVariables>;
export const ApproveRequisitionDocument = gql`
    mutation ApproveRequisition($input: ApproveRequisitionInput!) {
  approveRequisition(input: $input) {
    requisition {
      ...RequisitionRow
    }
    errors {
      ...Problems
    }
  }
}
    ${RequisitionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ApproveRequisitionMutation, ApproveRequisitionMutationVariables>;
export const DeclineRequisitionDocument = gql`
    mutation DeclineRequisition($input: DeclineRequisitionInput!) {
  declineRequisition(input: $input) {
    requisition {
      ...RequisitionRow
    }
    errors {
      ...Problems
    }
  }
}
    ${RequisitionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<DeclineRequisitionMutation, DeclineRequisitionMutationVariables>;
export const WithdrawRequisitionDocument = gql`
    mutation WithdrawRequisition($input: WithdrawRequisitionInput!) {
  withdrawRequisition(input: $input) {
    requisition {
      ...RequisitionRow
    }
    errors {
      ...Problems
    }
  }
}
    ${RequisitionRowFragmentDoc}
${PartyNameFragmentDoc}
${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<WithdrawRequisitionMutation, WithdrawRequisitionMutationVariables>;
export const AddRequisitionToCartDocument = gql`
    mutation AddRequisitionToCart($input: AddRequisitionToCartInput!) {
  addRequisitionToCart(input: $input) {
    cart {
      version
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<AddRequisitionToCartMutation, AddRequisitionToCartMutationVariables>;