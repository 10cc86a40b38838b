export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  BigInt: { input: number; output: number; }
  CountryCode: { input: string; output: string; }
  CurrencyCode: { input: string; output: string; }
  Cursor: { input: string; output: string; }
  Date: { input: string; output: string; }
  DateTime: { input: string; output: string; }
  Decimal: { input: string; output: string; }
  LanguageTag: { input: string; output: string; }
  UUID: { input: string; output: string; }
};

export type AcceptInvitationInput = {
  name?: InputMaybe<Scalars['String']['input']>;
  password: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  token: Scalars['String']['input'];
};

export type AcceptOrderChangeInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type AcceptPromotionShareInput = {
  promotionId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type AcknowledgeAlertInput = {
  alertId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type AddAddressInput = {
  address: PostalAddressInput;
  requestId: Scalars['UUID']['input'];
};

export type AddOrderToCartInput = {
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type AddRequisitionToCartInput = {
  requestId: Scalars['UUID']['input'];
  requisitionId: Scalars['ID']['input'];
};

export type AddToCartInput = {
  lines: Array<AddToCartLineInput>;
  requestId: Scalars['UUID']['input'];
};

export type AddToCartLineInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  quantity: Scalars['Int']['input'];
  sellerId: Scalars['ID']['input'];
  skuId: Scalars['ID']['input'];
};

export type AddWishInput = {
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type AdjustStockInput = {
  delta: Scalars['Int']['input'];
  locationId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  skuId: Scalars['ID']['input'];
};

export type AdmitPartyInput = {
  partyId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
};

export type AgreeOnPricesInput = {
  message?: InputMaybe<Scalars['String']['input']>;
  negotiationId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type AlertEventKind =
  | 'ACKNOWLEDGED'
  | 'RAISED'
  | 'RESOLVED';

export type AlertFilter = {
  kind?: InputMaybe<Array<AlertKind>>;
  status?: InputMaybe<Array<AlertStatus>>;
};

export type AlertKind =
  | 'DELAYED_DELIVERY'
  | 'DELIVERY_EXCEPTION'
  | 'INCOMPLETE_DELIVERY'
  | 'NEEDLESS_ORDER'
  | 'ORDER_AT_RISK'
  | 'OUT_OF_STOCK'
  | 'OVERDUE_ORDER'
  | 'SHORT_STOCK';

export type AlertOrder =
  | 'NEWEST'
  | 'OLDEST';

export type AlertStatus =
  | 'ACKNOWLEDGED'
  | 'OPEN'
  | 'RESOLVED';

export type AnswerReviewInput = {
  answer: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  reviewId: Scalars['ID']['input'];
};

export type ApprovePartnershipInput = {
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  terms?: InputMaybe<PartnershipTermsInput>;
};

export type ApproveProductInput = {
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  productId: Scalars['ID']['input'];
  publish?: Scalars['Boolean']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ApproveRequisitionInput = {
  message?: InputMaybe<Scalars['String']['input']>;
  parts?: Array<ApprovedPartInput>;
  requestId: Scalars['UUID']['input'];
  requisitionId: Scalars['ID']['input'];
};

export type ApprovedPartInput = {
  expectedTotalMinor: Scalars['BigInt']['input'];
  sellerId: Scalars['ID']['input'];
};

export type AskForPricesInput = {
  currency: Scalars['CurrencyCode']['input'];
  lines: Array<NegotiationLineInput>;
  message?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  sellerId: Scalars['ID']['input'];
};

export type Audience =
  | 'CONSUMERS'
  | 'PARTNERS';

export type CancelOrderInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type CartCouponInput = {
  coupon: Scalars['String']['input'];
  sellerId: Scalars['ID']['input'];
};

export type ChangeAddressInput = {
  address: PostalAddressInput;
  addressId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ChangeMemberRoleInput = {
  membershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  role: Role;
};

export type ChangeOrderInput = {
  lines: Array<ChangeOrderLineInput>;
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ChangeOrderLineInput = {
  lineId: Scalars['ID']['input'];
  quantity: Scalars['Int']['input'];
};

export type ChangePartnershipTermsInput = {
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  terms: PartnershipTermsInput;
};

export type ChangePasswordInput = {
  currentPassword: Scalars['String']['input'];
  password: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ChangePromotionInput = {
  budgetMinor?: InputMaybe<Scalars['BigInt']['input']>;
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  promotionId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  useLimit?: InputMaybe<Scalars['Int']['input']>;
};

export type CloseOrderInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type CompleteOrderInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type CompleteUploadInput = {
  fileId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ConfirmOrderInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type CopyProductInput = {
  name?: InputMaybe<Array<LocalizedTextInput>>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  skuCodeEnding?: InputMaybe<Scalars['String']['input']>;
};

export type CosmeticAnnex =
  | 'II'
  | 'III'
  | 'IV'
  | 'V'
  | 'VI';

export type CountStockInput = {
  locationId: Scalars['ID']['input'];
  onHand: Scalars['Int']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  skuId: Scalars['ID']['input'];
};

export type CreatePartyInput = {
  country?: InputMaybe<Scalars['CountryCode']['input']>;
  kind: PartyKind;
  name: Scalars['String']['input'];
  ownerEmail: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  timeZone?: Scalars['String']['input'];
};

export type CreateProductInput = {
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  description?: Array<LocalizedTextInput>;
  name: Array<LocalizedTextInput>;
  requestId: Scalars['UUID']['input'];
  trade: Trade;
  visibility?: Visibility;
};

export type CreatePromotionInput = {
  audience: Audience;
  budgetMinor?: InputMaybe<Scalars['BigInt']['input']>;
  categoryIds?: Array<Scalars['ID']['input']>;
  coupon?: InputMaybe<Scalars['String']['input']>;
  currency: Scalars['CurrencyCode']['input'];
  effect: PromotionEffect;
  endsAt: Scalars['DateTime']['input'];
  giftSkuId?: InputMaybe<Scalars['ID']['input']>;
  maxDiscountMinor?: InputMaybe<Scalars['BigInt']['input']>;
  measure?: PromotionMeasure;
  name: Scalars['String']['input'];
  partyLimit?: InputMaybe<Scalars['Int']['input']>;
  priority?: Scalars['Int']['input'];
  productIds?: Array<Scalars['ID']['input']>;
  repeats?: Scalars['Boolean']['input'];
  requestId: Scalars['UUID']['input'];
  rivals?: InputMaybe<Scalars['String']['input']>;
  scope: PromotionScope;
  shares?: Array<PromotionShareInput>;
  skuIds?: Array<Scalars['ID']['input']>;
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  steps: Array<PromotionStepInput>;
  stops?: Scalars['Boolean']['input'];
  useLimit?: InputMaybe<Scalars['Int']['input']>;
};

export type CreateSkuInput = {
  code: Scalars['String']['input'];
  gtin?: InputMaybe<Scalars['String']['input']>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  name: Array<LocalizedTextInput>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  unit?: Unit;
};

export type CreateWebhookInput = {
  address: Scalars['String']['input'];
  after?: InputMaybe<Scalars['Cursor']['input']>;
  kinds?: InputMaybe<Array<EventKind>>;
  requestId: Scalars['UUID']['input'];
};

export type DeclineOrderChangeInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type DeclinePartnershipInput = {
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type DeclinePartyInput = {
  partyId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
};

export type DeclineProductInput = {
  faults?: Array<ListingCheck>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  productId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
};

export type DeclineRequisitionInput = {
  message: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  requisitionId: Scalars['ID']['input'];
};

export type DeclineReviewInput = {
  reason: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  reviewId: Scalars['ID']['input'];
};

export type DeleteWebhookInput = {
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type DeliveryDimension =
  | 'BUYER'
  | 'CARRIER'
  | 'COUNTRY'
  | 'KIND'
  | 'LOCATION'
  | 'PERIOD'
  | 'SELLER'
  | 'STATUS';

export type DeliveryFactOrder =
  | 'BY_DIMENSIONS'
  | 'LEAST_DELAYED'
  | 'LEAST_LATE'
  | 'LEAST_SHIPMENTS'
  | 'MOST_DELAYED'
  | 'MOST_LATE'
  | 'MOST_SHIPMENTS'
  | 'NEWEST'
  | 'OLDEST';

export type DeliveryFilter = {
  buyerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  carrier?: InputMaybe<Array<Scalars['String']['input']>>;
  country?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  firstDay?: InputMaybe<Scalars['Date']['input']>;
  kind?: InputMaybe<Array<OrderKind>>;
  lastDay?: InputMaybe<Scalars['Date']['input']>;
  locationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  sellerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  status?: InputMaybe<Array<ShipmentStatus>>;
};

export type DocumentInput = {
  fileId: Scalars['ID']['input'];
  issuedOn?: InputMaybe<Scalars['Date']['input']>;
  kind: DocumentKind;
  title: Array<LocalizedTextInput>;
  validUntil?: InputMaybe<Scalars['Date']['input']>;
};

export type DocumentKind =
  | 'CERTIFICATE'
  | 'FILING'
  | 'QC_REPORT'
  | 'SAFETY_SHEET';

export type DropJobInput = {
  jobId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type EmptyCartInput = {
  requestId: Scalars['UUID']['input'];
};

export type EndNegotiationInput = {
  message?: InputMaybe<Scalars['String']['input']>;
  negotiationId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type EndOfferInput = {
  offerId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  validUntil?: InputMaybe<Scalars['DateTime']['input']>;
};

export type EndPartnershipInput = {
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type EndPromotionInput = {
  promotionId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
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

export type Exactness =
  | 'BANDED'
  | 'DELAYED'
  | 'EXACT'
  | 'NOTHING'
  | 'YES_NO';

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

export type FinishProductionInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ImportProductsInput = {
  dryRun?: Scalars['Boolean']['input'];
  file: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
};

export type InviteMemberInput = {
  email: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  role: Role;
};

export type JobFilter = {
  status?: InputMaybe<Array<JobStatus>>;
};

export type JobOrder =
  | 'NEWEST'
  | 'OLDEST';

export type JobStatus =
  | 'DONE'
  | 'DROPPED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

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
  language: Scalars['LanguageTag']['input'];
  text: Scalars['String']['input'];
};

export type LocationKind =
  | 'FACTORY'
  | 'SHOP'
  | 'WAREHOUSE';

export type MediaInput = {
  alt?: Array<LocalizedTextInput>;
  fileId: Scalars['ID']['input'];
};

export type MediaKind =
  | 'IMAGE'
  | 'MODEL_3D'
  | 'SPIN_360'
  | 'VIDEO';

export type MovementKind =
  | 'ADJUSTED'
  | 'COUNTED'
  | 'EXPECTED'
  | 'LOST'
  | 'OPENED'
  | 'PRODUCED'
  | 'RECEIVED'
  | 'RELEASED'
  | 'RESERVED'
  | 'SHIPPED'
  | 'TRANSFERRED';

export type NegotiationEventKind =
  | 'AGREED'
  | 'ASKED'
  | 'ENDED'
  | 'PROPOSED';

export type NegotiationFilter = {
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<Array<NegotiationStatus>>;
};

export type NegotiationLineInput = {
  madeToOrder?: Scalars['Boolean']['input'];
  orderMultiple?: Scalars['Int']['input'];
  per?: Scalars['Int']['input'];
  priceMinor?: InputMaybe<Scalars['BigInt']['input']>;
  quantity: Scalars['Int']['input'];
  skuId: Scalars['ID']['input'];
};

export type NegotiationOrder =
  | 'NEWEST'
  | 'OLDEST';

export type NegotiationStatus =
  | 'AGREED'
  | 'DECLINED'
  | 'WAITING_FOR_BUYER'
  | 'WAITING_FOR_SELLER'
  | 'WITHDRAWN';

export type OfferEventKind =
  | 'ENDED'
  | 'SET';

export type OfferFilter = {
  audience?: InputMaybe<Array<Audience>>;
};

export type OfferOrder =
  | 'CHEAPEST'
  | 'NEWEST';

export type OrderAction =
  | 'ACCEPT_CHANGE'
  | 'CANCEL'
  | 'CHANGE'
  | 'CLOSE'
  | 'COMPLETE'
  | 'CONFIRM'
  | 'DECLINE_CHANGE'
  | 'FINISH_PRODUCTION'
  | 'PLACE'
  | 'RECEIVE'
  | 'RECEIVE_PART'
  | 'REJECT'
  | 'SHIP'
  | 'SHIP_PART'
  | 'START_PRODUCTION'
  | 'WITHDRAW_CHANGE';

export type OrderChangeKind =
  | 'CANCEL'
  | 'CLOSE'
  | 'REDUCE';

export type OrderChangeStatus =
  | 'ASKED'
  | 'DECLINED'
  | 'LAPSED'
  | 'MADE'
  | 'WITHDRAWN';

export type OrderEventKind =
  | 'CANCELLED'
  | 'CHANGED'
  | 'CHANGE_ASKED'
  | 'CHANGE_DECLINED'
  | 'CHANGE_WITHDRAWN'
  | 'CLOSED'
  | 'COMPLETED'
  | 'CONFIRMED'
  | 'DELIVERED'
  | 'IMPORTED'
  | 'PARTIALLY_RECEIVED'
  | 'PARTIALLY_SHIPPED'
  | 'PLACED'
  | 'PRODUCTION_FINISHED'
  | 'PRODUCTION_STARTED'
  | 'REJECTED'
  | 'SHIPPED';

export type OrderFilter = {
  buyerId?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<Array<OrderKind>>;
  number?: InputMaybe<Array<Scalars['String']['input']>>;
  placedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  placedUntil?: InputMaybe<Scalars['DateTime']['input']>;
  sellerId?: InputMaybe<Scalars['ID']['input']>;
  skuId?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<Array<OrderStatus>>;
};

export type OrderKind =
  | 'RETAIL'
  | 'SUPPLY'
  | 'WHOLESALE';

export type OrderOrder =
  | 'LARGEST'
  | 'NEWEST'
  | 'OLDEST'
  | 'SMALLEST';

export type OrderStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'CONFIRMED'
  | 'DELIVERED'
  | 'DRAFT'
  | 'IN_PRODUCTION'
  | 'PARTIALLY_SHIPPED'
  | 'PLACED'
  | 'READY'
  | 'REJECTED'
  | 'SHIPPED';

export type PartnershipFilter = {
  status?: InputMaybe<Array<PartnershipStatus>>;
};

export type PartnershipStatus =
  | 'ACTIVE'
  | 'ENDED'
  | 'PROPOSED'
  | 'SUSPENDED';

export type PartnershipTermsInput = {
  creditLimitMinor?: InputMaybe<Scalars['BigInt']['input']>;
  currency: Scalars['CurrencyCode']['input'];
  paymentDays?: Scalars['Int']['input'];
};

export type PartyFilter = {
  country?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  kind?: InputMaybe<Array<PartyKind>>;
  status?: InputMaybe<Array<PartyStatus>>;
};

export type PartyKind =
  | 'BRAND'
  | 'CONSUMER'
  | 'OPERATOR'
  | 'RETAILER'
  | 'SUPPLIER';

export type PartyOrder =
  | 'NAME';

export type PartyStatus =
  | 'ADMITTED'
  | 'APPLIED'
  | 'DECLINED'
  | 'SUSPENDED';

export type PasteIntoCartInput = {
  requestId: Scalars['UUID']['input'];
  sellerId?: InputMaybe<Scalars['ID']['input']>;
  text: Scalars['String']['input'];
};

export type PauseWebhookInput = {
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type PictureSize =
  | 'LARGE'
  | 'MEDIUM'
  | 'SMALL';

export type PlaceCartInput = {
  address?: InputMaybe<PostalAddressInput>;
  addressId?: InputMaybe<Scalars['ID']['input']>;
  allOrNothing?: Scalars['Boolean']['input'];
  deliverToId?: InputMaybe<Scalars['ID']['input']>;
  orders: Array<PlaceCartOrderInput>;
  requestId: Scalars['UUID']['input'];
};

export type PlaceCartOrderInput = {
  buyerReference?: InputMaybe<Scalars['String']['input']>;
  coupon?: InputMaybe<Scalars['String']['input']>;
  expectedTotalMinor?: InputMaybe<Scalars['BigInt']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  requestedFor?: InputMaybe<Scalars['Date']['input']>;
  sellerId: Scalars['ID']['input'];
};

export type PlaceOrderInput = {
  address?: InputMaybe<PostalAddressInput>;
  addressId?: InputMaybe<Scalars['ID']['input']>;
  buyerReference?: InputMaybe<Scalars['String']['input']>;
  causedById?: InputMaybe<Scalars['ID']['input']>;
  coupon?: InputMaybe<Scalars['String']['input']>;
  deliverToId?: InputMaybe<Scalars['ID']['input']>;
  expectedTotalMinor?: InputMaybe<Scalars['BigInt']['input']>;
  lines: Array<PlaceOrderLineInput>;
  note?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  requestedFor?: InputMaybe<Scalars['Date']['input']>;
  sellerId: Scalars['ID']['input'];
};

export type PlaceOrderLineInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  per?: Scalars['Int']['input'];
  quantity: Scalars['Int']['input'];
  skuId: Scalars['ID']['input'];
  unitPriceMinor?: InputMaybe<Scalars['BigInt']['input']>;
};

export type PostalAddressInput = {
  city: Scalars['String']['input'];
  country: Scalars['CountryCode']['input'];
  lines: Scalars['String']['input'];
  phone?: InputMaybe<Scalars['String']['input']>;
  postcode?: InputMaybe<Scalars['String']['input']>;
  recipient: Scalars['String']['input'];
  region?: InputMaybe<Scalars['String']['input']>;
};

export type PriceFilter = {
  currency: Scalars['CurrencyCode']['input'];
  fromMinor?: InputMaybe<Scalars['BigInt']['input']>;
  untilMinor?: InputMaybe<Scalars['BigInt']['input']>;
};

export type PriceTierInput = {
  minimumQuantity: Scalars['Int']['input'];
  priceMinor: Scalars['BigInt']['input'];
};

export type ProductFacetName =
  | 'BRAND'
  | 'CATEGORY'
  | 'CERTIFICATE'
  | 'EFFICACY'
  | 'GEM'
  | 'IN_STOCK'
  | 'MATERIAL'
  | 'PRICE';

export type ProductFilter = {
  awaitsReview?: InputMaybe<Scalars['Boolean']['input']>;
  brandIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  categoryIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  efficacy?: InputMaybe<Array<Scalars['String']['input']>>;
  gem?: InputMaybe<Array<Scalars['String']['input']>>;
  hasCertificate?: InputMaybe<Scalars['Boolean']['input']>;
  inStock?: InputMaybe<Scalars['Boolean']['input']>;
  material?: InputMaybe<Array<Scalars['String']['input']>>;
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  price?: InputMaybe<PriceFilter>;
  status?: InputMaybe<Array<ListingStatus>>;
  trade?: InputMaybe<Array<Trade>>;
};

export type ProductOrder =
  | 'NAME'
  | 'NEWEST'
  | 'OLDEST'
  | 'RELEVANCE';

export type ProductVersionOrder =
  | 'NEWEST'
  | 'OLDEST';

export type PromotionAction =
  | 'ACCEPT_SHARE'
  | 'CHANGE'
  | 'END';

export type PromotionEffect =
  | 'AMOUNT_OFF'
  | 'FIXED_PRICE'
  | 'FREE_PIECES'
  | 'GIFT'
  | 'PERCENT_OFF';

export type PromotionFilter = {
  audience?: InputMaybe<Array<Audience>>;
  isAgreed?: InputMaybe<Scalars['Boolean']['input']>;
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  runsAt?: InputMaybe<Scalars['DateTime']['input']>;
  runsFrom?: InputMaybe<Scalars['DateTime']['input']>;
  runsUntil?: InputMaybe<Scalars['DateTime']['input']>;
};

export type PromotionMeasure =
  | 'AMOUNT'
  | 'PIECES';

export type PromotionOrder =
  | 'NEWEST'
  | 'OLDEST';

export type PromotionScope =
  | 'LINE'
  | 'ORDER';

export type PromotionShareInput = {
  partyId: Scalars['ID']['input'];
  shareBp: Scalars['Int']['input'];
};

export type PromotionStepInput = {
  threshold: Scalars['BigInt']['input'];
  value: Scalars['BigInt']['input'];
};

export type ProposePricesInput = {
  goodUntil?: InputMaybe<Scalars['DateTime']['input']>;
  lines: Array<NegotiationLineInput>;
  message?: InputMaybe<Scalars['String']['input']>;
  negotiationId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type PublishProductInput = {
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type PublishReviewInput = {
  requestId: Scalars['UUID']['input'];
  reviewId: Scalars['ID']['input'];
};

export type QuoteLineInput = {
  quantity: Scalars['Int']['input'];
  skuId: Scalars['ID']['input'];
};

export type ReceiveShipmentInput = {
  lines?: InputMaybe<Array<ReceiveShipmentLineInput>>;
  note?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  shipmentId: Scalars['ID']['input'];
};

export type ReceiveShipmentLineInput = {
  damaged?: Scalars['Int']['input'];
  lineId: Scalars['ID']['input'];
  missing?: Scalars['Int']['input'];
  received: Scalars['Int']['input'];
};

export type RefreshSessionInput = {
  refreshToken: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
};

export type RejectOrderInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type RemoveAddressInput = {
  addressId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type RemoveCartLinesInput = {
  lineIds: Array<Scalars['ID']['input']>;
  requestId: Scalars['UUID']['input'];
};

export type RemoveMemberInput = {
  membershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type RemoveOrderLimitInput = {
  requestId: Scalars['UUID']['input'];
  role: Role;
};

export type RemoveWishInput = {
  requestId: Scalars['UUID']['input'];
  wishId: Scalars['ID']['input'];
};

export type ReplayWebhookInput = {
  after: Scalars['Cursor']['input'];
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type ReportTrackingInput = {
  estimatedArrival?: InputMaybe<Scalars['DateTime']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>;
  place?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  shipmentId: Scalars['ID']['input'];
  status: TrackingStatus;
};

export type RequestPartnershipInput = {
  message?: InputMaybe<Scalars['String']['input']>;
  partnerId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  terms: PartnershipTermsInput;
};

export type RequestPasswordResetInput = {
  email: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
};

export type RequestUploadInput = {
  byteCount: Scalars['Int']['input'];
  kind: FileKind;
  name: Scalars['String']['input'];
  parts?: Scalars['Int']['input'];
  requestId: Scalars['UUID']['input'];
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
  status?: InputMaybe<Array<RequisitionStatus>>;
};

export type RequisitionOrder =
  | 'NEWEST'
  | 'OLDEST';

export type RequisitionStatus =
  | 'APPROVED'
  | 'DECLINED'
  | 'WAITING'
  | 'WITHDRAWN';

export type ResetPasswordInput = {
  password: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  token: Scalars['String']['input'];
};

export type ResumePartnershipInput = {
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ResumeWebhookInput = {
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type RetryJobInput = {
  jobId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type ReviewFilter = {
  ownerId?: InputMaybe<Scalars['ID']['input']>;
  productId?: InputMaybe<Scalars['ID']['input']>;
  stars?: InputMaybe<Array<Scalars['Int']['input']>>;
  status?: InputMaybe<Array<ReviewStatus>>;
};

export type ReviewOrder =
  | 'BEST'
  | 'NEWEST'
  | 'OLDEST'
  | 'WORST';

export type ReviewStatus =
  | 'DECLINED'
  | 'PUBLISHED'
  | 'WAITING'
  | 'WITHDRAWN';

export type Role =
  | 'ANALYST'
  | 'BUYER'
  | 'MANAGER'
  | 'OWNER'
  | 'WAREHOUSE';

export type RotateWebhookSecretInput = {
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type SalesDimension =
  | 'BRAND'
  | 'BUYER'
  | 'CATEGORY'
  | 'COUNTRY'
  | 'CURRENCY'
  | 'KIND'
  | 'PERIOD'
  | 'PRODUCT'
  | 'SELLER'
  | 'SKU'
  | 'STATUS';

export type SalesFactOrder =
  | 'BY_DIMENSIONS'
  | 'LEAST_BUYERS'
  | 'LEAST_LINES'
  | 'LEAST_ORDERS'
  | 'LEAST_QUANTITY'
  | 'LEAST_REVENUE'
  | 'MOST_BUYERS'
  | 'MOST_LINES'
  | 'MOST_ORDERS'
  | 'MOST_QUANTITY'
  | 'MOST_REVENUE'
  | 'NEWEST'
  | 'OLDEST';

export type SalesFilter = {
  brandIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  buyerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  categoryIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  country?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  firstDay?: InputMaybe<Scalars['Date']['input']>;
  kind?: InputMaybe<Array<OrderKind>>;
  lastDay?: InputMaybe<Scalars['Date']['input']>;
  productIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  sellerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  skuIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  status?: InputMaybe<Array<OrderStatus>>;
};

export type SetCartLineInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  quantity: Scalars['Int']['input'];
  requestId: Scalars['UUID']['input'];
  sellerId: Scalars['ID']['input'];
  skuId: Scalars['ID']['input'];
};

export type SetCosmeticDetailsInput = {
  efficacy?: Array<Scalars['String']['input']>;
  filingNumber?: InputMaybe<Scalars['String']['input']>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  ingredients?: Array<Scalars['String']['input']>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  series?: Array<LocalizedTextInput>;
  shelfLifeMonths?: InputMaybe<Scalars['Int']['input']>;
  story?: Array<LocalizedTextInput>;
  usage?: Array<LocalizedTextInput>;
};

export type SetJewelleryDetailsInput = {
  certificateNumber?: InputMaybe<Scalars['String']['input']>;
  craft?: Array<LocalizedTextInput>;
  gem?: Array<LocalizedTextInput>;
  gemCarats?: InputMaybe<Scalars['Decimal']['input']>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  material?: Array<LocalizedTextInput>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  style?: Array<LocalizedTextInput>;
};

export type SetOfferInput = {
  audience: Audience;
  currency: Scalars['CurrencyCode']['input'];
  madeToOrder?: Scalars['Boolean']['input'];
  minimumQuantity?: Scalars['Int']['input'];
  orderMultiple?: Scalars['Int']['input'];
  partnerId?: InputMaybe<Scalars['ID']['input']>;
  per?: Scalars['Int']['input'];
  priceMinor: Scalars['BigInt']['input'];
  requestId: Scalars['UUID']['input'];
  skuId: Scalars['ID']['input'];
  tiers?: Array<PriceTierInput>;
  validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  validUntil?: InputMaybe<Scalars['DateTime']['input']>;
};

export type SetOrderLimitInput = {
  currency: Scalars['CurrencyCode']['input'];
  limitMinor: Scalars['BigInt']['input'];
  requestId: Scalars['UUID']['input'];
  role: Role;
};

export type SetProductDocumentsInput = {
  documents: Array<DocumentInput>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type SetProductMediaInput = {
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  media: Array<MediaInput>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type SetSharingInput = {
  exactness: Exactness;
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  topic: SharingTopic;
};

export type SetThresholdInput = {
  pieces?: InputMaybe<Scalars['Int']['input']>;
  requestId: Scalars['UUID']['input'];
  stockItemId: Scalars['ID']['input'];
};

export type SetTimeZoneInput = {
  locationId?: InputMaybe<Scalars['ID']['input']>;
  requestId: Scalars['UUID']['input'];
  timeZone: Scalars['String']['input'];
};

export type SharingTopic =
  | 'FORECASTS'
  | 'LOTS'
  | 'PRICES'
  | 'PRODUCTION'
  | 'SALES'
  | 'STOCK';

export type ShipOrderInput = {
  carrier?: InputMaybe<Scalars['String']['input']>;
  estimatedArrival?: InputMaybe<Scalars['DateTime']['input']>;
  lines?: InputMaybe<Array<ShipOrderLineInput>>;
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  originId?: InputMaybe<Scalars['ID']['input']>;
  requestId: Scalars['UUID']['input'];
  trackingNumber?: InputMaybe<Scalars['String']['input']>;
};

export type ShipOrderLineInput = {
  lineId: Scalars['ID']['input'];
  quantity: Scalars['Int']['input'];
};

export type ShipmentEventKind =
  | 'DELIVERED'
  | 'REPORTED'
  | 'SHIPPED';

export type ShipmentStatus =
  | 'DELIVERED'
  | 'IN_TRANSIT';

export type SignInInput = {
  email: Scalars['String']['input'];
  partyId?: InputMaybe<Scalars['ID']['input']>;
  password: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
};

export type SignOutInput = {
  requestId: Scalars['UUID']['input'];
};

export type SignUpInput = {
  country?: InputMaybe<Scalars['CountryCode']['input']>;
  email: Scalars['String']['input'];
  kind: PartyKind;
  name: Scalars['String']['input'];
  partyName?: InputMaybe<Scalars['String']['input']>;
  password: Scalars['String']['input'];
  requestId: Scalars['UUID']['input'];
  timeZone?: Scalars['String']['input'];
};

export type SkuFilter = {
  code?: InputMaybe<Array<Scalars['String']['input']>>;
  gtin?: InputMaybe<Array<Scalars['String']['input']>>;
  ownerId?: InputMaybe<Scalars['ID']['input']>;
};

export type StartProductionInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type StockDimension =
  | 'BRAND'
  | 'CATEGORY'
  | 'COUNTRY'
  | 'LOCATION'
  | 'OWNER'
  | 'PRODUCT'
  | 'SKU';

export type StockFactFilter = {
  brandIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  categoryIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  country?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  locationIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  productIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  skuIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type StockFactOrder =
  | 'BY_DIMENSIONS'
  | 'LEAST_AVAILABLE'
  | 'LEAST_ON_HAND'
  | 'LEAST_OUT'
  | 'MOST_AVAILABLE'
  | 'MOST_ON_HAND'
  | 'MOST_OUT';

export type StockFilter = {
  locationId?: InputMaybe<Scalars['ID']['input']>;
  partyId?: InputMaybe<Scalars['ID']['input']>;
  skuIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type StockOrder =
  | 'ENTERED'
  | 'LEAST_AVAILABLE'
  | 'MOST_AVAILABLE'
  | 'NEWEST';

export type SubmitProductInput = {
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type SubmitRequisitionInput = {
  address?: InputMaybe<PostalAddressInput>;
  addressId?: InputMaybe<Scalars['ID']['input']>;
  deliverToId?: InputMaybe<Scalars['ID']['input']>;
  note?: InputMaybe<Scalars['String']['input']>;
  orders: Array<PlaceCartOrderInput>;
  requestId: Scalars['UUID']['input'];
};

export type SuspendPartnershipInput = {
  partnershipId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type SuspendPartyInput = {
  partyId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
};

export type SwitchPartyInput = {
  partyId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type TestWebhookInput = {
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type TimeBefore =
  | 'PERIOD_BEFORE'
  | 'YEAR_BEFORE';

export type TimeBucket =
  | 'DAY'
  | 'MONTH'
  | 'QUARTER'
  | 'WEEK'
  | 'YEAR';

export type TrackingStatus =
  | 'DELIVERED'
  | 'EXCEPTION'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'PICKED_UP';

export type Trade =
  | 'COSMETICS'
  | 'GENERAL'
  | 'JEWELLERY';

export type TradeSide =
  | 'BUYING'
  | 'SELLING';

export type TransferStockInput = {
  fromId: Scalars['ID']['input'];
  quantity: Scalars['Int']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  skuId: Scalars['ID']['input'];
  toId: Scalars['ID']['input'];
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

export type UpdateAccountInput = {
  language?: InputMaybe<Scalars['LanguageTag']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
};

export type UpdateProductInput = {
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  description?: InputMaybe<Array<LocalizedTextInput>>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  name?: InputMaybe<Array<LocalizedTextInput>>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  visibility?: InputMaybe<Visibility>;
};

export type UpdateSkuInput = {
  code?: InputMaybe<Scalars['String']['input']>;
  gtin?: InputMaybe<Scalars['String']['input']>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  name?: InputMaybe<Array<LocalizedTextInput>>;
  requestId: Scalars['UUID']['input'];
  skuId: Scalars['ID']['input'];
};

export type UpdateWebhookInput = {
  address?: InputMaybe<Scalars['String']['input']>;
  kinds?: InputMaybe<Array<EventKind>>;
  requestId: Scalars['UUID']['input'];
  webhookId: Scalars['ID']['input'];
};

export type Visibility =
  | 'PARTNERS'
  | 'PUBLIC';

export type WebhookDeliveryFilter = {
  delivered?: InputMaybe<Scalars['Boolean']['input']>;
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

export type WishFilter = {
  productId?: InputMaybe<Scalars['ID']['input']>;
};

export type WithdrawInvitationInput = {
  invitationId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type WithdrawOrderChangeInput = {
  note?: InputMaybe<Scalars['String']['input']>;
  orderId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
};

export type WithdrawProductInput = {
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  productId: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
};

export type WithdrawRequisitionInput = {
  message?: InputMaybe<Scalars['String']['input']>;
  requestId: Scalars['UUID']['input'];
  requisitionId: Scalars['ID']['input'];
};

export type WithdrawReviewInput = {
  requestId: Scalars['UUID']['input'];
  reviewId: Scalars['ID']['input'];
};

export type WriteReviewInput = {
  pictureIds?: Array<Scalars['ID']['input']>;
  productId: Scalars['ID']['input'];
  requestId: Scalars['UUID']['input'];
  signedAs?: InputMaybe<Scalars['String']['input']>;
  stars: Scalars['Int']['input'];
  text?: InputMaybe<Scalars['String']['input']>;
  title?: InputMaybe<Scalars['String']['input']>;
};
