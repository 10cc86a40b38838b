/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, SkuNameFragmentDoc, AmountFragmentDoc, PartyNameFragmentDoc } from '../../hub/names.generated';
export type AgreeOnPricesInput = {
  message?: string | null | undefined;
  negotiationId: string;
  requestId: string;
};

export type AskForPricesInput = {
  currency: string;
  lines: Array<NegotiationLineInput>;
  message?: string | null | undefined;
  requestId: string;
  sellerId: string;
};

export type EndNegotiationInput = {
  message?: string | null | undefined;
  negotiationId: string;
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

export type NegotiationEventKind =
  | 'AGREED'
  | 'ASKED'
  | 'ENDED'
  | 'PROPOSED';

export type NegotiationFilter = {
  partnerId?: string | null | undefined;
  status?: Array<NegotiationStatus> | null | undefined;
};

export type NegotiationLineInput = {
  madeToOrder?: boolean;
  orderMultiple?: number;
  per?: number;
  priceMinor?: number | null | undefined;
  quantity: number;
  skuId: string;
};

export type NegotiationStatus =
  | 'AGREED'
  | 'DECLINED'
  | 'WAITING_FOR_BUYER'
  | 'WAITING_FOR_SELLER'
  | 'WITHDRAWN';

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type ProposePricesInput = {
  goodUntil?: string | null | undefined;
  lines: Array<NegotiationLineInput>;
  message?: string | null | undefined;
  negotiationId: string;
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

export type NegotiationRowFragment = { id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, buyer:
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
  , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
    , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null };

export type NegotiationTermFragment = { quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null };

export type NegotiationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: Types.NegotiationFilter | null | undefined;
}>;


export type NegotiationsQuery = { negotiations: { totalCount: number, nodes: Array<{ id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, buyer:
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
      , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
        , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type NegotiationDetailQueryVariables = Exact<{
  id: string;
}>;


export type NegotiationDetailQuery = { negotiation: { id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, history: Array<{ id: string, kind: Types.NegotiationEventKind, message: string | null, goodUntil: string | null, occurredAt: string, actor:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> }>, buyer:
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
    , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null } | null };

export type AskForPricesMutationVariables = Exact<{
  input: Types.AskForPricesInput;
}>;


export type AskForPricesMutation = { askForPrices: { negotiation: { id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, buyer:
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
      , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
        , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ProposePricesMutationVariables = Exact<{
  input: Types.ProposePricesInput;
}>;


export type ProposePricesMutation = { proposePrices: { negotiation: { id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, buyer:
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
      , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
        , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AgreeOnPricesMutationVariables = Exact<{
  input: Types.AgreeOnPricesInput;
}>;


export type AgreeOnPricesMutation = { agreeOnPrices: { negotiation: { id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, buyer:
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
      , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
        , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type EndNegotiationMutationVariables = Exact<{
  input: Types.EndNegotiationInput;
}>;


export type EndNegotiationMutation = { endNegotiation: { negotiation: { id: string, status: Types.NegotiationStatus, version: number, currency: string, openedAt: string, buyer:
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
      , terms: { id: string, goodUntil: string | null, occurredAt: string, actor:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
        , lines: Array<{ quantity: number, per: number, orderMultiple: number, madeToOrder: boolean, price: { amount: string, minor: number, currency: string } | null, sku: { id: string, code: string, name: string, unit: Types.Unit } | null }> } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const NegotiationTermFragmentDoc = gql`
    fragment NegotiationTerm on NegotiationLine {
  quantity
  per
  orderMultiple
  madeToOrder
  price {
    ...Amount
  }
  sku {
    ...SkuName
  }
}
    ` as unknown as DocumentNode<NegotiationTermFragment, unknown>;
export const NegotiationRowFragmentDoc = gql`
    fragment NegotiationRow on Negotiation {
  id
  status
  version
  currency
  openedAt
  buyer {
    ...PartyName
  }
  seller {
    ...PartyName
  }
  terms {
    id
    goodUntil
    occurredAt
    actor {
      ...PartyName
    }
    lines {
      ...NegotiationTerm
    }
  }
}
    ` as unknown as DocumentNode<NegotiationRowFragment, unknown>;
export const NegotiationsDocument = gql`
    query Negotiations($first: Int!, $after: Cursor, $filter: NegotiationFilter) {
  negotiations(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...NegotiationRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${NegotiationRowFragmentDoc}
${PartyNameFragmentDoc}
${NegotiationTermFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<NegotiationsQuery, NegotiationsQueryVariables>;
export const NegotiationDetailDocument = gql`
    query NegotiationDetail($id: ID!) {
  negotiation(id: $id) {
    ...NegotiationRow
    history {
      id
      kind
      message
      goodUntil
      occurredAt
      actor {
        ...PartyName
      }
      lines {
        ...NegotiationTerm
      }
    }
  }
}
    ${NegotiationRowFragmentDoc}
${PartyNameFragmentDoc}
${NegotiationTermFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<NegotiationDetailQuery, NegotiationDetailQueryVariables>;
export const AskForPricesDocument = gql`
    mutation AskForPrices($input: AskForPricesInput!) {
  askForPrices(input: $input) {
    negotiation {
      ...NegotiationRow
    }
    errors {
      ...Problems
    }
  }
}
    ${NegotiationRowFragmentDoc}
${PartyNameFragmentDoc}
${NegotiationTermFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AskForPricesMutation, AskForPricesMutationVariables>;
export const ProposePricesDocument = gql`
    mutation ProposePrices($input: ProposePricesInput!) {
  proposePrices(input: $input) {
    negotiation {
      ...NegotiationRow
    }
    errors {
      ...Problems
    }
  }
}
    ${NegotiationRowFragmentDoc}
${PartyNameFragmentDoc}
${NegotiationTermFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ProposePricesMutation, ProposePricesMutationVariables>;
export const AgreeOnPricesDocument = gql`
    mutation AgreeOnPrices($input: AgreeOnPricesInput!) {
  agreeOnPrices(input: $input) {
    negotiation {
      ...NegotiationRow
    }
    errors {
      ...Problems
    }
  }
}
    ${NegotiationRowFragmentDoc}
${PartyNameFragmentDoc}
${NegotiationTermFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AgreeOnPricesMutation, AgreeOnPricesMutationVariables>;
export const EndNegotiationDocument = gql`
    mutation EndNegotiation($input: EndNegotiationInput!) {
  endNegotiation(input: $input) {
    negotiation {
      ...NegotiationRow
    }
    errors {
      ...Problems
    }
  }
}
    ${NegotiationRowFragmentDoc}
${PartyNameFragmentDoc}
${NegotiationTermFragmentDoc}
${AmountFragmentDoc}
${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<EndNegotiationMutation, EndNegotiationMutationVariables>;