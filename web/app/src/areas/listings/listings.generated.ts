/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../hub/graph.generated';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from 'urql';
import { ProblemsFragmentDoc, SkuNameFragmentDoc, ShelfNameFragmentDoc, PartyNameFragmentDoc, ProductNameFragmentDoc } from '../../hub/names.generated';
export type ApproveProductInput = {
  ifVersion?: number | null | undefined;
  note?: string | null | undefined;
  productId: string;
  publish?: boolean;
  requestId: string;
};

export type CopyProductInput = {
  name?: Array<LocalizedTextInput> | null | undefined;
  productId: string;
  requestId: string;
  skuCodeEnding?: string | null | undefined;
};

export type CosmeticAnnex =
  | 'II'
  | 'III'
  | 'IV'
  | 'V'
  | 'VI';

export type CreateProductInput = {
  categoryId?: string | null | undefined;
  description?: Array<LocalizedTextInput>;
  name: Array<LocalizedTextInput>;
  requestId: string;
  trade: Trade;
  visibility?: Visibility;
};

export type CreateSkuInput = {
  code: string;
  gtin?: string | null | undefined;
  ifVersion?: number | null | undefined;
  name: Array<LocalizedTextInput>;
  productId: string;
  requestId: string;
  unit?: Unit;
};

export type DeclineProductInput = {
  faults?: Array<ListingCheck>;
  ifVersion?: number | null | undefined;
  productId: string;
  reason: string;
  requestId: string;
};

export type DocumentInput = {
  fileId: string;
  issuedOn?: string | null | undefined;
  kind: DocumentKind;
  title: Array<LocalizedTextInput>;
  validUntil?: string | null | undefined;
};

export type DocumentKind =
  | 'CERTIFICATE'
  | 'FILING'
  | 'QC_REPORT'
  | 'SAFETY_SHEET';

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

export type ImportProductsInput = {
  dryRun?: boolean;
  file: string;
  requestId: string;
};

export type ListingAction =
  | 'APPROVE'
  | 'CHANGE'
  | 'CREATE'
  | 'DECLINE'
  | 'PUBLISH'
  | 'SUBMIT'
  | 'WITHDRAW';

export type ListingCheck =
  | 'ANNEXES'
  | 'CATEGORY'
  | 'CERTIFICATE'
  | 'FILING'
  | 'INGREDIENTS'
  | 'NAME'
  | 'PICTURE'
  | 'SKU';

export type ListingStatus =
  | 'APPROVED'
  | 'DECLINED'
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'PUBLISHED'
  | 'WITHDRAWN';

export type LocalizedTextInput = {
  language: string;
  text: string;
};

export type MediaInput = {
  alt?: Array<LocalizedTextInput>;
  fileId: string;
};

export type MediaKind =
  | 'IMAGE'
  | 'MODEL_3D'
  | 'SPIN_360'
  | 'VIDEO';

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type PriceFilter = {
  currency: string;
  fromMinor?: number | null | undefined;
  untilMinor?: number | null | undefined;
};

export type ProductFilter = {
  awaitsReview?: boolean | null | undefined;
  brandIds?: Array<string> | null | undefined;
  categoryId?: string | null | undefined;
  categoryIds?: Array<string> | null | undefined;
  efficacy?: Array<string> | null | undefined;
  gem?: Array<string> | null | undefined;
  hasCertificate?: boolean | null | undefined;
  inStock?: boolean | null | undefined;
  material?: Array<string> | null | undefined;
  ownerId?: string | null | undefined;
  price?: PriceFilter | null | undefined;
  status?: Array<ListingStatus> | null | undefined;
  trade?: Array<Trade> | null | undefined;
};

export type PublishProductInput = {
  ifVersion?: number | null | undefined;
  productId: string;
  requestId: string;
};

export type SetCosmeticDetailsInput = {
  efficacy?: Array<string>;
  filingNumber?: string | null | undefined;
  ifVersion?: number | null | undefined;
  ingredients?: Array<string>;
  productId: string;
  requestId: string;
  series?: Array<LocalizedTextInput>;
  shelfLifeMonths?: number | null | undefined;
  story?: Array<LocalizedTextInput>;
  usage?: Array<LocalizedTextInput>;
};

export type SetJewelleryDetailsInput = {
  certificateNumber?: string | null | undefined;
  craft?: Array<LocalizedTextInput>;
  gem?: Array<LocalizedTextInput>;
  gemCarats?: string | null | undefined;
  ifVersion?: number | null | undefined;
  material?: Array<LocalizedTextInput>;
  productId: string;
  requestId: string;
  style?: Array<LocalizedTextInput>;
};

export type SetProductDocumentsInput = {
  documents: Array<DocumentInput>;
  ifVersion?: number | null | undefined;
  productId: string;
  requestId: string;
};

export type SetProductMediaInput = {
  ifVersion?: number | null | undefined;
  media: Array<MediaInput>;
  productId: string;
  requestId: string;
};

export type SubmitProductInput = {
  ifVersion?: number | null | undefined;
  note?: string | null | undefined;
  productId: string;
  requestId: string;
};

export type Trade =
  | 'COSMETICS'
  | 'GENERAL'
  | 'JEWELLERY';

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

export type UpdateProductInput = {
  categoryId?: string | null | undefined;
  description?: Array<LocalizedTextInput> | null | undefined;
  ifVersion?: number | null | undefined;
  name?: Array<LocalizedTextInput> | null | undefined;
  productId: string;
  requestId: string;
  visibility?: Visibility | null | undefined;
};

export type UpdateSkuInput = {
  code?: string | null | undefined;
  gtin?: string | null | undefined;
  ifVersion?: number | null | undefined;
  name?: Array<LocalizedTextInput> | null | undefined;
  requestId: string;
  skuId: string;
};

export type Visibility =
  | 'PARTNERS'
  | 'PUBLIC';

export type WithdrawProductInput = {
  ifVersion?: number | null | undefined;
  productId: string;
  reason?: string | null | undefined;
  requestId: string;
};

export type ListingRowFragment = { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
  , skus: Array<{ id: string, code: string }> };

export type TextsFragment = { field: string, language: string, text: string };

export type ListingsQueryVariables = Exact<{
  first: number;
  filter?: Types.ProductFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type ListingsQuery = { products: { totalCount: number, nodes: Array<{ trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> }>, pageInfo: { hasNextPage: boolean } } };

export type ListingQueryVariables = Exact<{
  id: string;
}>;


export type ListingQuery = { product: { visibility: Types.Visibility, reason: string | null, faults: Array<Types.ListingCheck> | null, availableActions: Array<Types.ListingAction>, trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, checklist: Array<{ check: Types.ListingCheck, isMet: boolean }> | null, texts: Array<{ field: string, language: string, text: string }>, category: { id: string, name: string } | null, media: Array<{ id: string, kind: Types.MediaKind, url: string, file: { id: string, name: string } | null, texts: Array<{ field: string, language: string, text: string }> }>, documents: Array<{ id: string, kind: Types.DocumentKind, title: string, url: string, issuedOn: string | null, validUntil: string | null, file: { id: string, name: string } | null, texts: Array<{ field: string, language: string, text: string }> }>, details:
      | { ingredients: Array<string>, efficacy: Array<string>, shelfLifeMonths: number | null, filingNumber: string | null, annexEntries: Array<{ ingredient: string, annex: Types.CosmeticAnnex, entry: string, isConditional: boolean }>, texts: Array<{ field: string, language: string, text: string }> }
      | { gemCarats: string | null, certificateNumber: string | null, texts: Array<{ field: string, language: string, text: string }> }
      | Record<PropertyKey, never>
     | null, skus: Array<{ gtin: string | null, id: string, code: string, name: string, unit: Types.Unit, texts: Array<{ field: string, language: string, text: string }> }>, owner:
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
      | { id: string, name: string, kind: Types.PartyKind }
     } | null };

export type VersionRowFragment = { id: string, version: number, action: Types.ListingAction, status: Types.ListingStatus, note: string | null, faults: Array<Types.ListingCheck>, at: string, actor:
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
    | { id: string, name: string, kind: Types.PartyKind }
  , account: { id: string, name: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> };

export type ListingHistoryQueryVariables = Exact<{
  id: string;
  first: number;
}>;


export type ListingHistoryQuery = { product: { id: string, versions: { totalCount: number, nodes: Array<{ id: string, version: number, action: Types.ListingAction, status: Types.ListingStatus, note: string | null, faults: Array<Types.ListingCheck>, at: string, actor:
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
          | { id: string, name: string, kind: Types.PartyKind }
        , account: { id: string, name: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> }> } } | null };

export type ListingShelvesQueryVariables = Exact<{ [key: string]: never; }>;


export type ListingShelvesQuery = { categories: { nodes: Array<{ id: string, name: string }> } };

export type CreateProductMutationVariables = Exact<{
  input: Types.CreateProductInput;
}>;


export type CreateProductMutation = { createProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CopyProductMutationVariables = Exact<{
  input: Types.CopyProductInput;
}>;


export type CopyProductMutation = { copyProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type UpdateProductMutationVariables = Exact<{
  input: Types.UpdateProductInput;
}>;


export type UpdateProductMutation = { updateProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetCosmeticDetailsMutationVariables = Exact<{
  input: Types.SetCosmeticDetailsInput;
}>;


export type SetCosmeticDetailsMutation = { setCosmeticDetails: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetJewelleryDetailsMutationVariables = Exact<{
  input: Types.SetJewelleryDetailsInput;
}>;


export type SetJewelleryDetailsMutation = { setJewelleryDetails: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetProductMediaMutationVariables = Exact<{
  input: Types.SetProductMediaInput;
}>;


export type SetProductMediaMutation = { setProductMedia: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SetProductDocumentsMutationVariables = Exact<{
  input: Types.SetProductDocumentsInput;
}>;


export type SetProductDocumentsMutation = { setProductDocuments: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type CreateSkuMutationVariables = Exact<{
  input: Types.CreateSkuInput;
}>;


export type CreateSkuMutation = { createSku: { sku: { id: string, code: string, name: string, unit: Types.Unit } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type UpdateSkuMutationVariables = Exact<{
  input: Types.UpdateSkuInput;
}>;


export type UpdateSkuMutation = { updateSku: { sku: { id: string, code: string, name: string, unit: Types.Unit } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type SubmitProductMutationVariables = Exact<{
  input: Types.SubmitProductInput;
}>;


export type SubmitProductMutation = { submitProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ApproveProductMutationVariables = Exact<{
  input: Types.ApproveProductInput;
}>;


export type ApproveProductMutation = { approveProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type DeclineProductMutationVariables = Exact<{
  input: Types.DeclineProductInput;
}>;


export type DeclineProductMutation = { declineProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type PublishProductMutationVariables = Exact<{
  input: Types.PublishProductInput;
}>;


export type PublishProductMutation = { publishProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type WithdrawProductMutationVariables = Exact<{
  input: Types.WithdrawProductInput;
}>;


export type WithdrawProductMutation = { withdrawProduct: { product: { trade: Types.Trade, status: Types.ListingStatus, version: number, changedSinceReview: boolean | null, createdAt: string, id: string, name: string, owner:
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
        | { id: string, name: string, kind: Types.PartyKind }
      , skus: Array<{ id: string, code: string }> } | null, errors: Array<{ code: Types.ErrorCode, message: string }> } };

export type ImportProductsMutationVariables = Exact<{
  input: Types.ImportProductsInput;
}>;


export type ImportProductsMutation = { importProducts: { created: number | null, changed: number | null, unchanged: number | null, ignoredColumns: Array<string> | null, products: Array<{ row: number, action: Types.ListingAction, name: string, changes: Array<{ field: string, before: string | null, after: string | null }> }> | null, errors: Array<{ field: Array<string> | null, code: Types.ErrorCode, message: string }> } };

export type ProductsFileQueryVariables = Exact<{
  filter?: Types.ProductFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type ProductsFileQuery = { products: { nodes: Array<{ id: string, version: number, status: Types.ListingStatus, trade: Types.Trade, visibility: Types.Visibility, name_zh: string, name_en: string, description_zh: string | null, description_en: string | null, category: { code: string } | null, details:
        | { ingredients: Array<string>, efficacy: Array<string>, shelfLifeMonths: number | null, filingNumber: string | null, series_zh: string | null, series_en: string | null, story_zh: string | null, story_en: string | null, usage_zh: string | null, usage_en: string | null }
        | { gemCarats: string | null, certificateNumber: string | null, style_zh: string | null, style_en: string | null, material_zh: string | null, material_en: string | null, craft_zh: string | null, craft_en: string | null, gem_zh: string | null, gem_en: string | null }
        | Record<PropertyKey, never>
       | null, skus: Array<{ id: string, code: string, unit: Types.Unit, gtin: string | null, name_zh: string, name_en: string }> }> } };

export const ListingRowFragmentDoc = gql`
    fragment ListingRow on Product {
  ...ProductName
  trade
  status
  version
  changedSinceReview
  createdAt
  owner {
    ...PartyName
  }
  skus {
    id
    code
  }
}
    ` as unknown as DocumentNode<ListingRowFragment, unknown>;
export const TextsFragmentDoc = gql`
    fragment Texts on TextInLanguage {
  field
  language
  text
}
    ` as unknown as DocumentNode<TextsFragment, unknown>;
export const VersionRowFragmentDoc = gql`
    fragment VersionRow on ProductVersion {
  id
  version
  action
  status
  note
  faults
  at
  actor {
    ...PartyName
  }
  account {
    id
    name
  }
  changes {
    field
    before
    after
  }
}
    ` as unknown as DocumentNode<VersionRowFragment, unknown>;
export const ListingsDocument = gql`
    query Listings($first: Int!, $filter: ProductFilter, $search: String) {
  products(first: $first, filter: $filter, search: $search, orderBy: NEWEST) {
    totalCount
    nodes {
      ...ListingRow
    }
    pageInfo {
      hasNextPage
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<ListingsQuery, ListingsQueryVariables>;
export const ListingDocument = gql`
    query Listing($id: ID!) {
  product(id: $id) {
    ...ListingRow
    visibility
    reason
    faults
    availableActions
    checklist {
      check
      isMet
    }
    texts {
      ...Texts
    }
    category {
      ...ShelfName
    }
    media {
      id
      kind
      url(size: SMALL)
      file {
        id
        name
      }
      texts {
        ...Texts
      }
    }
    documents {
      id
      kind
      title
      url
      file {
        id
        name
      }
      issuedOn
      validUntil
      texts {
        ...Texts
      }
    }
    details {
      ... on CosmeticDetails {
        ingredients
        efficacy
        shelfLifeMonths
        filingNumber
        annexEntries {
          ingredient
          annex
          entry
          isConditional
        }
        texts {
          ...Texts
        }
      }
      ... on JewelleryDetails {
        gemCarats
        certificateNumber
        texts {
          ...Texts
        }
      }
    }
    skus {
      ...SkuName
      gtin
      texts {
        ...Texts
      }
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${TextsFragmentDoc}
${ShelfNameFragmentDoc}
${SkuNameFragmentDoc}` as unknown as DocumentNode<ListingQuery, ListingQueryVariables>;
export const ListingHistoryDocument = gql`
    query ListingHistory($id: ID!, $first: Int!) {
  product(id: $id) {
    id
    versions(first: $first, orderBy: NEWEST) {
      totalCount
      nodes {
        ...VersionRow
      }
    }
  }
}
    ${VersionRowFragmentDoc}
${PartyNameFragmentDoc}` as unknown as DocumentNode<ListingHistoryQuery, ListingHistoryQueryVariables>;
export const ListingShelvesDocument = gql`
    query ListingShelves {
  categories(first: 200) {
    nodes {
      ...ShelfName
    }
  }
}
    ${ShelfNameFragmentDoc}` as unknown as DocumentNode<ListingShelvesQuery, ListingShelvesQueryVariables>;
export const CreateProductDocument = gql`
    mutation CreateProduct($input: CreateProductInput!) {
  createProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CreateProductMutation, CreateProductMutationVariables>;
export const CopyProductDocument = gql`
    mutation CopyProduct($input: CopyProductInput!) {
  copyProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CopyProductMutation, CopyProductMutationVariables>;
export const UpdateProductDocument = gql`
    mutation UpdateProduct($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<UpdateProductMutation, UpdateProductMutationVariables>;
export const SetCosmeticDetailsDocument = gql`
    mutation SetCosmeticDetails($input: SetCosmeticDetailsInput!) {
  setCosmeticDetails(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetCosmeticDetailsMutation, SetCosmeticDetailsMutationVariables>;
export const SetJewelleryDetailsDocument = gql`
    mutation SetJewelleryDetails($input: SetJewelleryDetailsInput!) {
  setJewelleryDetails(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetJewelleryDetailsMutation, SetJewelleryDetailsMutationVariables>;
export const SetProductMediaDocument = gql`
    mutation SetProductMedia($input: SetProductMediaInput!) {
  setProductMedia(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetProductMediaMutation, SetProductMediaMutationVariables>;
export const SetProductDocumentsDocument = gql`
    mutation SetProductDocuments($input: SetProductDocumentsInput!) {
  setProductDocuments(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SetProductDocumentsMutation, SetProductDocumentsMutationVariables>;
export const CreateSkuDocument = gql`
    mutation CreateSku($input: CreateSkuInput!) {
  createSku(input: $input) {
    sku {
      ...SkuName
    }
    errors {
      ...Problems
    }
  }
}
    ${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<CreateSkuMutation, CreateSkuMutationVariables>;
export const UpdateSkuDocument = gql`
    mutation UpdateSku($input: UpdateSkuInput!) {
  updateSku(input: $input) {
    sku {
      ...SkuName
    }
    errors {
      ...Problems
    }
  }
}
    ${SkuNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<UpdateSkuMutation, UpdateSkuMutationVariables>;
export const SubmitProductDocument = gql`
    mutation SubmitProduct($input: SubmitProductInput!) {
  submitProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<SubmitProductMutation, SubmitProductMutationVariables>;
export const ApproveProductDocument = gql`
    mutation ApproveProduct($input: ApproveProductInput!) {
  approveProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<ApproveProductMutation, ApproveProductMutationVariables>;
export const DeclineProductDocument = gql`
    mutation DeclineProduct($input: DeclineProductInput!) {
  declineProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<DeclineProductMutation, DeclineProductMutationVariables>;
export const PublishProductDocument = gql`
    mutation PublishProduct($input: PublishProductInput!) {
  publishProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<PublishProductMutation, PublishProductMutationVariables>;
export const WithdrawProductDocument = gql`
    mutation WithdrawProduct($input: WithdrawProductInput!) {
  withdrawProduct(input: $input) {
    product {
      ...ListingRow
    }
    errors {
      ...Problems
    }
  }
}
    ${ListingRowFragmentDoc}
${ProductNameFragmentDoc}
${PartyNameFragmentDoc}
${ProblemsFragmentDoc}` as unknown as DocumentNode<WithdrawProductMutation, WithdrawProductMutationVariables>;
export const ImportProductsDocument = gql`
    mutation ImportProducts($input: ImportProductsInput!) {
  importProducts(input: $input) {
    created
    changed
    unchanged
    ignoredColumns
    products {
      row
      action
      name
      changes {
        field
        before
        after
      }
    }
    errors {
      ...Problems
      field
    }
  }
}
    ${ProblemsFragmentDoc}` as unknown as DocumentNode<ImportProductsMutation, ImportProductsMutationVariables>;
export const ProductsFileDocument = gql`
    query ProductsFile($filter: ProductFilter, $search: String) {
  products(filter: $filter, search: $search, orderBy: NAME) {
    nodes {
      id
      version
      status
      trade
      category {
        code
      }
      visibility
      name_zh: name(language: "zh")
      name_en: name(language: "en")
      description_zh: description(language: "zh")
      description_en: description(language: "en")
      details {
        ... on CosmeticDetails {
          series_zh: series(language: "zh")
          series_en: series(language: "en")
          story_zh: story(language: "zh")
          story_en: story(language: "en")
          usage_zh: usage(language: "zh")
          usage_en: usage(language: "en")
          ingredients
          efficacy
          shelfLifeMonths
          filingNumber
        }
        ... on JewelleryDetails {
          style_zh: style(language: "zh")
          style_en: style(language: "en")
          material_zh: material(language: "zh")
          material_en: material(language: "en")
          craft_zh: craft(language: "zh")
          craft_en: craft(language: "en")
          gem_zh: gem(language: "zh")
          gem_en: gem(language: "en")
          gemCarats
          certificateNumber
        }
      }
      skus {
        id
        code
        unit
        gtin
        name_zh: name(language: "zh")
        name_en: name(language: "en")
      }
    }
  }
}
    ` as unknown as DocumentNode<ProductsFileQuery, ProductsFileQueryVariables>;