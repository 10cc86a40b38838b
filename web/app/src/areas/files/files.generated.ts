/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
export type CompleteUploadInput = {
  fileId: string;
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

export type FileKind =
  | 'DOCUMENT'
  | 'IMAGE'
  | 'MODEL_3D'
  | 'SPIN_360'
  | 'VIDEO';

export type FileStatus =
  | 'AWAITED'
  | 'READY'
  | 'RECEIVED'
  | 'REFUSED';

export type RequestUploadInput = {
  byteCount: number;
  kind: FileKind;
  name: string;
  parts?: number;
  requestId: string;
};

export type RequestUploadMutationVariables = Exact<{
  input: Types.RequestUploadInput;
}>;


export type RequestUploadMutation = { requestUpload: { addresses: Array<string> | null, file: { id: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CompleteUploadMutationVariables = Exact<{
  input: Types.CompleteUploadInput;
}>;


export type CompleteUploadMutation = { completeUpload: { file: { id: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SentFileQueryVariables = Exact<{
  id: string;
}>;


export type SentFileQuery = { file: { id: string, kind: Types.FileKind, status: Types.FileStatus, reason: string | null, name: string, url: string | null } | null };


export const RequestUploadDocument = gql`
    mutation RequestUpload($input: RequestUploadInput!) {
  requestUpload(input: $input) {
    file {
      id
    }
    addresses
    errors {
      code
      message
    }
  }
}
    ` as unknown as DocumentNode<RequestUploadMutation, RequestUploadMutationVariables>;
export const CompleteUploadDocument = gql`
    mutation CompleteUpload($input: CompleteUploadInput!) {
  completeUpload(input: $input) {
    file {
      id
    }
    errors {
      code
      message
    }
  }
}
    ` as unknown as DocumentNode<CompleteUploadMutation, CompleteUploadMutationVariables>;
export const SentFileDocument = gql`
    query SentFile($id: ID!) {
  file(id: $id) {
    id
    kind
    status
    reason
    name
    url(size: SMALL)
  }
}
    ` as unknown as DocumentNode<SentFileQuery, SentFileQueryVariables>;