/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc } from '../../hub/names.generated';
export type CreateWebhookInput = {
  address: string;
  after?: string | null | undefined;
  kinds?: Array<EventKind> | null | undefined;
  requestId: string;
};

export type DeleteWebhookInput = {
  requestId: string;
  webhookId: string;
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

export type EventKind =
  | 'ALERT'
  | 'NEGOTIATION'
  | 'OFFER'
  | 'ORDER'
  | 'REQUISITION'
  | 'SHIPMENT'
  | 'STOCK';

export type PauseWebhookInput = {
  requestId: string;
  webhookId: string;
};

export type ReplayWebhookInput = {
  after: string;
  requestId: string;
  webhookId: string;
};

export type ResumeWebhookInput = {
  requestId: string;
  webhookId: string;
};

export type RotateWebhookSecretInput = {
  requestId: string;
  webhookId: string;
};

export type TestWebhookInput = {
  requestId: string;
  webhookId: string;
};

export type WebhookPause =
  | 'ACCESS_LOST'
  | 'ASKED'
  | 'CURSOR_EXPIRED'
  | 'GAVE_UP'
  | 'GONE'
  | 'SECRET_UNREADABLE';

export type WebhookStatus =
  | 'ACTIVE'
  | 'FAILING'
  | 'PAUSED';

export type WebhookRowFragment = { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { webhooks: { nodes: Array<{ id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null }> } };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string;
}>;


export type WebhookDeliveriesQuery = { webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null, deliveries: { nodes: Array<{ id: string, position: number | null, attempt: number, triedAt: string, milliseconds: number, delivered: boolean, statusCode: number | null, error: string | null, nextAttemptAt: string | null }> } } | null };

export type CreateWebhookMutationVariables = Exact<{
  input: Types.CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { secret: string | null, webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PauseWebhookMutationVariables = Exact<{
  input: Types.PauseWebhookInput;
}>;


export type PauseWebhookMutation = { pauseWebhook: { webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ResumeWebhookMutationVariables = Exact<{
  input: Types.ResumeWebhookInput;
}>;


export type ResumeWebhookMutation = { resumeWebhook: { webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type TestWebhookMutationVariables = Exact<{
  input: Types.TestWebhookInput;
}>;


export type TestWebhookMutation = { testWebhook: { webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeleteWebhookMutationVariables = Exact<{
  input: Types.DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ReplayWebhookMutationVariables = Exact<{
  input: Types.ReplayWebhookInput;
}>;


export type ReplayWebhookMutation = { replayWebhook: { webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: Types.RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret: { secret: string | null, webhook: { id: string, address: string, kinds: Array<Types.EventKind>, status: Types.WebhookStatus, pausedBecause: Types.WebhookPause | null, failures: number, deliveredAt: string | null, nextAttemptAt: string | null, createdAt: string, position: number, secretBeforeUntil: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const WebhookRowFragmentDoc = gql`
    fragment WebhookRow on Webhook {
  id
  address
  kinds
  status
  pausedBecause
  failures
  deliveredAt
  nextAttemptAt
  createdAt
  position
  secretBeforeUntil
}
    ` as unknown as DocumentNode<WebhookRowFragment, unknown>;
export const WebhooksDocument = gql`
    query Webhooks {
  webhooks(first: 50) {
    nodes {
      ...WebhookRow
    }
  }
}
    ${WebhookRowFragmentDoc}` as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;
export const WebhookDeliveriesDocument = gql`
    query WebhookDeliveries($id: ID!) {
  webhook(id: $id) {
    ...WebhookRow
    deliveries(first: 30) {
      nodes {
        id
        position
        attempt
        triedAt
        milliseconds
        delivered
        statusCode
        error
        nextAttemptAt
      }
    }
  }
}
    ${WebhookRowFragmentDoc}` as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const CreateWebhookDocument = gql`
    mutation CreateWebhook($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    secret
    webhook {
      ...WebhookRow
    }
    errors {
      ...Problems
    }
  }
}
    ${WebhookRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const PauseWebhookDocument = gql`
    mutation PauseWebhook($input: PauseWebhookInput!) {
  pauseWebhook(input: $input) {
    webhook {
      ...WebhookRow
    }
    errors {
      ...Problems
    }
  }
}
    ${WebhookRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<PauseWebhookMutation, PauseWebhookMutationVariables>;
export const ResumeWebhookDocument = gql`
    mutation ResumeWebhook($input: ResumeWebhookInput!) {
  resumeWebhook(input: $input) {
    webhook {
      ...WebhookRow
    }
    errors {
      ...Problems
    }
  }
}
    ${WebhookRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ResumeWebhookMutation, ResumeWebhookMutationVariables>;
export const TestWebhookDocument = gql`
    mutation TestWebhook($input: TestWebhookInput!) {
  testWebhook(input: $input) {
    webhook {
      ...WebhookRow
    }
    errors {
      ...Problems
    }
  }
}
    ${WebhookRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<TestWebhookMutation, TestWebhookMutationVariables>;
export const DeleteWebhookDocument = gql`
    mutation DeleteWebhook($input: DeleteWebhookInput!) {
  deleteWebhook(input: $input) {
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const ReplayWebhookDocument = gql`
    mutation ReplayWebhook($input: ReplayWebhookInput!) {
  replayWebhook(input: $input) {
    webhook {
      ...WebhookRow
    }
    errors {
      ...Problems
    }
  }
}
    ${WebhookRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ReplayWebhookMutation, ReplayWebhookMutationVariables>;
export const RotateWebhookSecretDocument = gql`
    mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  rotateWebhookSecret(input: $input) {
    secret
    webhook {
      ...WebhookRow
    }
    errors {
      ...Problems
    }
  }
}
    ${WebhookRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;