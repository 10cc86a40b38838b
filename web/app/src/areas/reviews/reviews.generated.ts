/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, ProductNameFragmentDoc } from '../../hub/names.generated';
export type AnswerReviewInput = {
  answer: string;
  requestId: string;
  reviewId: string;
};

export type DeclineReviewInput = {
  reason: string;
  requestId: string;
  reviewId: string;
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

export type PublishReviewInput = {
  requestId: string;
  reviewId: string;
};

export type ReviewFilter = {
  ownerId?: string | null | undefined;
  productId?: string | null | undefined;
  stars?: Array<number> | null | undefined;
  status?: Array<ReviewStatus> | null | undefined;
};

export type ReviewStatus =
  | 'DECLINED'
  | 'PUBLISHED'
  | 'WAITING'
  | 'WITHDRAWN';

export type WriteReviewInput = {
  pictureIds?: Array<string>;
  productId: string;
  requestId: string;
  signedAs?: string | null | undefined;
  stars: number;
  text?: string | null | undefined;
  title?: string | null | undefined;
};

export type ReviewRowFragment = { id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string };

export type ReviewsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: Types.ReviewFilter | null | undefined;
}>;


export type ReviewsQuery = { reviews: { totalCount: number, nodes: Array<{ id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string, product: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProductReviewsQueryVariables = Exact<{
  id: string;
  first: number;
}>;


export type ProductReviewsQuery = { product: { id: string, rating: { average: string | null, count: number, stars: Array<number> } | null, reviews: { totalCount: number, nodes: Array<{ id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string }> } } | null };

export type WriteReviewMutationVariables = Exact<{
  input: Types.WriteReviewInput;
}>;


export type WriteReviewMutation = { writeReview: { review: { id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PublishReviewMutationVariables = Exact<{
  input: Types.PublishReviewInput;
}>;


export type PublishReviewMutation = { publishReview: { review: { id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeclineReviewMutationVariables = Exact<{
  input: Types.DeclineReviewInput;
}>;


export type DeclineReviewMutation = { declineReview: { review: { id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type AnswerReviewMutationVariables = Exact<{
  input: Types.AnswerReviewInput;
}>;


export type AnswerReviewMutation = { answerReview: { review: { id: string, status: Types.ReviewStatus, version: number, stars: number, title: string | null, text: string | null, pictures: Array<string>, signedAs: string, reason: string | null, answer: string | null, writtenAt: string } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export const ReviewRowFragmentDoc = gql`
    fragment ReviewRow on Review {
  id
  status
  version
  stars
  title
  text
  pictures(size: MEDIUM)
  signedAs
  reason
  answer
  writtenAt
}
    ` as unknown as DocumentNode<ReviewRowFragment, unknown>;
export const ReviewsDocument = gql`
    query Reviews($first: Int!, $after: Cursor, $filter: ReviewFilter) {
  reviews(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...ReviewRow
      product {
        ...ProductName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${ReviewRowFragmentDoc}
${ProductNameFragmentDoc}` as unknown as DocumentNode<ReviewsQuery, ReviewsQueryVariables>;
export const ProductReviewsDocument = gql`
    query ProductReviews($id: ID!, $first: Int!) {
  product(id: $id) {
    id
    rating {
      average
      count
      stars
    }
    reviews(first: $first) {
      totalCount
      nodes {
        ...ReviewRow
      }
    }
  }
}
    ${ReviewRowFragmentDoc}` as unknown as DocumentNode<ProductReviewsQuery, ProductReviewsQueryVariables>;
export const WriteReviewDocument = gql`
    mutation WriteReview($input: WriteReviewInput!) {
  writeReview(input: $input) {
    review {
      ...ReviewRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ReviewRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<WriteReviewMutation, WriteReviewMutationVariables>;
export const PublishReviewDocument = gql`
    mutation PublishReview($input: PublishReviewInput!) {
  publishReview(input: $input) {
    review {
      ...ReviewRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ReviewRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<PublishReviewMutation, PublishReviewMutationVariables>;
export const DeclineReviewDocument = gql`
    mutation DeclineReview($input: DeclineReviewInput!) {
  declineReview(input: $input) {
    review {
      ...ReviewRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ReviewRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<DeclineReviewMutation, DeclineReviewMutationVariables>;
export const AnswerReviewDocument = gql`
    mutation AnswerReview($input: AnswerReviewInput!) {
  answerReview(input: $input) {
    review {
      ...ReviewRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ReviewRowFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<AnswerReviewMutation, AnswerReviewMutationVariables>;