/** What the words of catalogue work are called. */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type {
  CosmeticAnnex,
  DocumentKind,
  ListingAction,
  ListingCheck,
  ListingStatus,
  MediaKind,
  Trade,
  Visibility,
} from '../../hub/graph.generated';
import type { Tone } from '../../ui/Badge';

export const LISTING_STATUS: Record<ListingStatus, MessageDescriptor> = {
  DRAFT: msg`Draft`,
  IN_REVIEW: msg`In review`,
  DECLINED: msg`Returned`,
  APPROVED: msg`Approved`,
  PUBLISHED: msg`In the catalogue`,
  WITHDRAWN: msg`Taken out`,
};

export const LISTING_TONE: Record<ListingStatus, Tone> = {
  DRAFT: 'plain',
  IN_REVIEW: 'attention',
  DECLINED: 'bad',
  APPROVED: 'accent',
  PUBLISHED: 'good',
  WITHDRAWN: 'plain',
};

export const LISTING_ACTION: Record<ListingAction, MessageDescriptor> = {
  CREATE: msg`Written down`,
  CHANGE: msg`Changed`,
  SUBMIT: msg`Submitted`,
  APPROVE: msg`Approved`,
  DECLINE: msg`Returned`,
  PUBLISH: msg`Published`,
  WITHDRAW: msg`Taken out`,
};

export const LISTING_CHECK: Record<ListingCheck, MessageDescriptor> = {
  NAME: msg`A name and a description`,
  PICTURE: msg`A picture`,
  CATEGORY: msg`A shelf of the catalogue`,
  SKU: msg`An article in which it is sold`,
  INGREDIENTS: msg`Its ingredients`,
  ANNEXES: msg`No ingredient that the EU prohibits`,
  FILING: msg`A filing number, with a document that is valid`,
  CERTIFICATE: msg`A certificate that is valid, with its number`,
};

export const ANNEX: Record<CosmeticAnnex, MessageDescriptor> = {
  II: msg`prohibited`,
  III: msg`restricted`,
  IV: msg`allowed colourant`,
  V: msg`allowed preservative`,
  VI: msg`allowed UV filter`,
};

export const TRADE: Record<Trade, MessageDescriptor> = {
  COSMETICS: msg`Cosmetics`,
  JEWELLERY: msg`Jewellery`,
  GENERAL: msg`Anything else`,
};

export const VISIBILITY: Record<Visibility, MessageDescriptor> = {
  PUBLIC: msg`Everybody`,
  PARTNERS: msg`Partners alone`,
};

export const MEDIA_KIND: Record<MediaKind, MessageDescriptor> = {
  IMAGE: msg`Picture`,
  VIDEO: msg`Film`,
  MODEL_3D: msg`3D model`,
  SPIN_360: msg`All around`,
};

export const DOCUMENT_KIND: Record<DocumentKind, MessageDescriptor> = {
  QC_REPORT: msg`QC report`,
  CERTIFICATE: msg`Certificate`,
  FILING: msg`Filing`,
  SAFETY_SHEET: msg`Safety sheet`,
};
