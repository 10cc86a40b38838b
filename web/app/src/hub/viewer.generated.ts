/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from './graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { PartyNameFragmentDoc } from './names.generated';
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

export type Role =
  | 'ANALYST'
  | 'BUYER'
  | 'MANAGER'
  | 'OWNER'
  | 'WAREHOUSE';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Types.Role, feedCursor: string, account: { id: string, name: string, email: string }, party:
      | { status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
      | { status: Types.PartyStatus, statusReason: string | null, id: string, name: string, kind: Types.PartyKind }
    , memberships: Array<{ id: string, role: Types.Role, party:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
       }> } | null };


export const ViewerDocument = gql`
    query Viewer {
  viewer {
    role
    feedCursor
    account {
      id
      name
      email
    }
    party {
      ...PartyName
      status
      statusReason
    }
    memberships {
      id
      role
      party {
        ...PartyName
      }
    }
  }
}
    ${PartyNameFragmentDoc}` as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;