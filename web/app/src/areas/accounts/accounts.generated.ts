/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, PartyNameFragmentDoc, AmountFragmentDoc } from '../../hub/names.generated';
export type ChangeMemberRoleInput = {
  membershipId: string;
  requestId: string;
  role: Role;
};

export type ChangePasswordInput = {
  currentPassword: string;
  password: string;
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

export type InviteMemberInput = {
  email: string;
  requestId: string;
  role: Role;
};

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type RemoveMemberInput = {
  membershipId: string;
  requestId: string;
};

export type RemoveOrderLimitInput = {
  requestId: string;
  role: Role;
};

export type RequestPasswordResetInput = {
  email: string;
  requestId: string;
};

export type ResetPasswordInput = {
  password: string;
  requestId: string;
  token: string;
};

export type Role =
  | 'ANALYST'
  | 'BUYER'
  | 'MANAGER'
  | 'OWNER'
  | 'WAREHOUSE';

export type SetOrderLimitInput = {
  currency: string;
  limitMinor: number;
  requestId: string;
  role: Role;
};

export type SetTimeZoneInput = {
  locationId?: string | null | undefined;
  requestId: string;
  timeZone: string;
};

export type WithdrawInvitationInput = {
  invitationId: string;
  requestId: string;
};

export type MemberFragment = { id: string, role: Types.Role, account: { id: string, name: string, email: string } | null };

export type InvitedFragment = { id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null };

export type PeopleQueryVariables = Exact<{
  partyId: string;
}>;


export type PeopleQuery = { viewer: { orderLimits: Array<{ id: string, role: Types.Role, limit: { amount: string, minor: number, currency: string } | null }> } | null, party:
    | { timeZone: string, id: string, name: string, kind: Types.PartyKind, members: Array<{ id: string, role: Types.Role, account: { id: string, name: string, email: string } | null }>, invitations: { nodes: Array<{ id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null }> } }
    | { timeZone: string, id: string, name: string, kind: Types.PartyKind, members: Array<{ id: string, role: Types.Role, account: { id: string, name: string, email: string } | null }>, invitations: { nodes: Array<{ id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null }> } }
    | { timeZone: string, id: string, name: string, kind: Types.PartyKind, members: Array<{ id: string, role: Types.Role, account: { id: string, name: string, email: string } | null }>, invitations: { nodes: Array<{ id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null }> } }
    | { timeZone: string, id: string, name: string, kind: Types.PartyKind, members: Array<{ id: string, role: Types.Role, account: { id: string, name: string, email: string } | null }>, invitations: { nodes: Array<{ id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null }> } }
    | { timeZone: string, id: string, name: string, kind: Types.PartyKind, members: Array<{ id: string, role: Types.Role, account: { id: string, name: string, email: string } | null }>, invitations: { nodes: Array<{ id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null }> } }
   | null };

export type InviteMemberMutationVariables = Exact<{
  input: Types.InviteMemberInput;
}>;


export type InviteMemberMutation = { inviteMember: { invitation: { id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetTimeZoneMutationVariables = Exact<{
  input: Types.SetTimeZoneInput;
}>;


export type SetTimeZoneMutation = { setTimeZone: { party:
      | { id: string, timeZone: string }
      | { id: string, timeZone: string }
      | { id: string, timeZone: string }
      | { id: string, timeZone: string }
      | { id: string, timeZone: string }
     | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type WithdrawInvitationMutationVariables = Exact<{
  input: Types.WithdrawInvitationInput;
}>;


export type WithdrawInvitationMutation = { withdrawInvitation: { invitation: { id: string, email: string, role: Types.Role, createdAt: string, expiresAt: string, acceptedAt: string | null, withdrawnAt: string | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ChangeMemberRoleMutationVariables = Exact<{
  input: Types.ChangeMemberRoleInput;
}>;


export type ChangeMemberRoleMutation = { changeMemberRole: { membership: { id: string, role: Types.Role, account: { id: string, name: string, email: string } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RemoveMemberMutationVariables = Exact<{
  input: Types.RemoveMemberInput;
}>;


export type RemoveMemberMutation = { removeMember: { errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RequestPasswordResetMutationVariables = Exact<{
  input: Types.RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ResetPasswordMutationVariables = Exact<{
  input: Types.ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: { errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ChangePasswordMutationVariables = Exact<{
  input: Types.ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetOrderLimitMutationVariables = Exact<{
  input: Types.SetOrderLimitInput;
}>;


export type SetOrderLimitMutation = { setOrderLimit: { orderLimit: { id: string, role: Types.Role, limit: { amount: string, minor: number, currency: string } | null } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type RemoveOrderLimitMutationVariables = Exact<{
  input: Types.RemoveOrderLimitInput;
}>;


export type RemoveOrderLimitMutation = { removeOrderLimit: { removed: boolean | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const MemberFragmentDoc = gql`
    fragment Member on Membership {
  id
  role
  account {
    id
    name
    email
  }
}
    ` as unknown as DocumentNode<MemberFragment, unknown>;
export const InvitedFragmentDoc = gql`
    fragment Invited on Invitation {
  id
  email
  role
  createdAt
  expiresAt
  acceptedAt
  withdrawnAt
}
    ` as unknown as DocumentNode<InvitedFragment, unknown>;
export const PeopleDocument = gql`
    query People($partyId: ID!) {
  viewer {
    orderLimits {
      id
      role
      limit {
        ...Amount
      }
    }
  }
  party(id: $partyId) {
    ...PartyName
    timeZone
    members {
      ...Member
    }
    invitations(first: 50) {
      nodes {
        ...Invited
      }
    }
  }
}
    ${AmountFragmentDoc}
${PartyNameFragmentDoc}
${MemberFragmentDoc}
${InvitedFragmentDoc}` as unknown as DocumentNode<PeopleQuery, PeopleQueryVariables>;
export const InviteMemberDocument = gql`
    mutation InviteMember($input: InviteMemberInput!) {
  inviteMember(input: $input) {
    invitation {
      ...Invited
    }
    errors {
      ...Problems
    }
  }
}
    ${InvitedFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<InviteMemberMutation, InviteMemberMutationVariables>;
export const SetTimeZoneDocument = gql`
    mutation SetTimeZone($input: SetTimeZoneInput!) {
  setTimeZone(input: $input) {
    party {
      id
      timeZone
    }
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<SetTimeZoneMutation, SetTimeZoneMutationVariables>;
export const WithdrawInvitationDocument = gql`
    mutation WithdrawInvitation($input: WithdrawInvitationInput!) {
  withdrawInvitation(input: $input) {
    invitation {
      ...Invited
    }
    errors {
      ...Problems
    }
  }
}
    ${InvitedFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<WithdrawInvitationMutation, WithdrawInvitationMutationVariables>;
export const ChangeMemberRoleDocument = gql`
    mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
  changeMemberRole(input: $input) {
    membership {
      ...Member
    }
    errors {
      ...Problems
    }
  }
}
    ${MemberFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ChangeMemberRoleMutation, ChangeMemberRoleMutationVariables>;
export const RemoveMemberDocument = gql`
    mutation RemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const RequestPasswordResetDocument = gql`
    mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResetPasswordDocument = gql`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const ChangePasswordDocument = gql`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const SetOrderLimitDocument = gql`
    mutation SetOrderLimit($input: SetOrderLimitInput!) {
  setOrderLimit(input: $input) {
    orderLimit {
      id
      role
      limit {
        ...Amount
      }
    }
    errors {
      ...Problems
    }
  }
}
    ${AmountFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetOrderLimitMutation, SetOrderLimitMutationVariables>;
export const RemoveOrderLimitDocument = gql`
    mutation RemoveOrderLimit($input: RemoveOrderLimitInput!) {
  removeOrderLimit(input: $input) {
    removed
    errors {
      ...Problems
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<RemoveOrderLimitMutation, RemoveOrderLimitMutationVariables>;