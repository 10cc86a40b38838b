import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react';
import type {
  AlertKind,
  AlertStatus,
  Exactness,
  MovementKind,
  NegotiationEventKind,
  NegotiationStatus,
  OrderAction,
  OrderChangeKind,
  OrderEventKind,
  OrderKind,
  OrderStatus,
  PartnershipStatus,
  PartyKind,
  PartyStatus,
  ReviewStatus,
  Role,
  ShipmentStatus,
  TrackingStatus,
  WebhookStatus,
} from './graph.generated';
import type { Tone } from '../ui/Badge';

/** The words that readers see for the hub's own, each declared once. */
export const ORDER_STATUS: Record<OrderStatus, MessageDescriptor> = {
  DRAFT: msg`Draft`,
  PLACED: msg`Waiting to be confirmed`,
  CONFIRMED: msg`Confirmed`,
  IN_PRODUCTION: msg`In production`,
  READY: msg`Ready to ship`,
  PARTIALLY_SHIPPED: msg`Partly shipped`,
  SHIPPED: msg`On its way`,
  DELIVERED: msg`Delivered`,
  COMPLETED: msg`Completed`,
  CANCELLED: msg`Cancelled`,
  REJECTED: msg`Rejected`,
};

export const ORDER_TONE: Record<OrderStatus, Tone> = {
  DRAFT: 'plain',
  PLACED: 'attention',
  CONFIRMED: 'accent',
  IN_PRODUCTION: 'made',
  READY: 'accent',
  PARTIALLY_SHIPPED: 'accent',
  SHIPPED: 'accent',
  DELIVERED: 'good',
  COMPLETED: 'good',
  CANCELLED: 'plain',
  REJECTED: 'bad',
};

export const ORDER_KIND: Record<OrderKind, MessageDescriptor> = {
  SUPPLY: msg`Supply order`,
  WHOLESALE: msg`Wholesale order`,
  RETAIL: msg`Retail order`,
};

/** What a button says that takes the action. */
export const ORDER_ACTION: Record<OrderAction, MessageDescriptor> = {
  PLACE: msg`Place order`,
  CONFIRM: msg`Confirm order`,
  REJECT: msg`Reject order`,
  START_PRODUCTION: msg`Start production`,
  FINISH_PRODUCTION: msg`Finish production`,
  SHIP_PART: msg`Ship a part`,
  SHIP: msg`Ship order`,
  RECEIVE_PART: msg`Receive a part`,
  RECEIVE: msg`Receive goods`,
  COMPLETE: msg`Complete order`,
  CANCEL: msg`Cancel order`,
  CHANGE: msg`Order fewer`,
  CLOSE: msg`Close order`,
  ACCEPT_CHANGE: msg`Agree to the change`,
  DECLINE_CHANGE: msg`Decline the change`,
  WITHDRAW_CHANGE: msg`Withdraw the change`,
};

export const ORDER_CHANGE: Record<OrderChangeKind, MessageDescriptor> = {
  CANCEL: msg`Asked to cancel the order`,
  CLOSE: msg`Asked to close the order: the rest will not come`,
  REDUCE: msg`Asked for fewer pieces`,
};

export const ORDER_EVENT: Record<OrderEventKind, MessageDescriptor> = {
  PLACED: msg`Placed`,
  CONFIRMED: msg`Confirmed`,
  REJECTED: msg`Rejected`,
  PRODUCTION_STARTED: msg`Production started`,
  PRODUCTION_FINISHED: msg`Production finished`,
  PARTIALLY_SHIPPED: msg`Partly shipped`,
  SHIPPED: msg`Shipped`,
  PARTIALLY_RECEIVED: msg`Partly received`,
  DELIVERED: msg`Delivered`,
  COMPLETED: msg`Completed`,
  CANCELLED: msg`Cancelled`,
  CHANGED: msg`Fewer ordered`,
  CLOSED: msg`Closed`,
  CHANGE_ASKED: msg`Change asked for`,
  CHANGE_DECLINED: msg`Change declined`,
  CHANGE_WITHDRAWN: msg`Change withdrawn`,
  IMPORTED: msg`Imported`,
};

export const SHIPMENT_STATUS: Record<ShipmentStatus, MessageDescriptor> = {
  IN_TRANSIT: msg`On its way`,
  DELIVERED: msg`Delivered`,
};

export const TRACKING_STATUS: Record<TrackingStatus, MessageDescriptor> = {
  PICKED_UP: msg`Picked up`,
  IN_TRANSIT: msg`In transit`,
  OUT_FOR_DELIVERY: msg`Out for delivery`,
  DELIVERED: msg`Delivered`,
  EXCEPTION: msg`Problem on the way`,
};

export const MOVEMENT: Record<MovementKind, MessageDescriptor> = {
  OPENED: msg`Opening stock`,
  ADJUSTED: msg`Adjusted`,
  COUNTED: msg`Counted`,
  TRANSFERRED: msg`Brought elsewhere`,
  PRODUCED: msg`Produced`,
  RESERVED: msg`Reserved`,
  RELEASED: msg`Released`,
  SHIPPED: msg`Shipped`,
  EXPECTED: msg`Expected`,
  RECEIVED: msg`Received`,
  LOST: msg`Lost on the way`,
};

export const ALERT_KIND: Record<AlertKind, MessageDescriptor> = {
  SHORT_STOCK: msg`Short of stock`,
  OUT_OF_STOCK: msg`Nothing left`,
  ORDER_AT_RISK: msg`Too little left for an order`,
  OVERDUE_ORDER: msg`Order waits too long`,
  DELAYED_DELIVERY: msg`Delivery is late`,
  DELIVERY_EXCEPTION: msg`Problem on the way`,
  INCOMPLETE_DELIVERY: msg`Arrived broken or too few`,
  NEEDLESS_ORDER: msg`Ordered for an order that was called off`,
};

export const ALERT_STATUS: Record<AlertStatus, MessageDescriptor> = {
  OPEN: msg`Nobody sees to it`,
  ACKNOWLEDGED: msg`Taken in hand`,
  RESOLVED: msg`Over`,
};

export const ALERT_TONE: Record<AlertStatus, Tone> = { OPEN: 'attention', ACKNOWLEDGED: 'accent', RESOLVED: 'good' };

export const PARTY_KIND: Record<PartyKind, MessageDescriptor> = {
  SUPPLIER: msg`Supplier`,
  BRAND: msg`Brand`,
  RETAILER: msg`Retailer`,
  CONSUMER: msg`Consumer`,
  OPERATOR: msg`Operator`,
};

export const PARTY_STATUS: Record<PartyStatus, MessageDescriptor> = {
  APPLIED: msg`Asks to be admitted`,
  ADMITTED: msg`Admitted`,
  DECLINED: msg`Declined`,
  SUSPENDED: msg`Suspended`,
};

export const PARTY_TONE: Record<PartyStatus, Tone> = {
  APPLIED: 'attention',
  ADMITTED: 'good',
  DECLINED: 'plain',
  SUSPENDED: 'bad',
};

export const PARTNERSHIP_STATUS: Record<PartnershipStatus, MessageDescriptor> = {
  PROPOSED: msg`Proposed`,
  ACTIVE: msg`Active`,
  SUSPENDED: msg`Suspended`,
  ENDED: msg`Ended`,
};

export const PARTNERSHIP_TONE: Record<PartnershipStatus, Tone> = {
  PROPOSED: 'attention',
  ACTIVE: 'good',
  SUSPENDED: 'bad',
  ENDED: 'plain',
};

/** How exactly a partner is shown how much there is. */
export const EXACTNESS: Record<Exactness, MessageDescriptor> = {
  NOTHING: msg`nothing`,
  YES_NO: msg`yes or no`,
  BANDED: msg`about how much`,
  DELAYED: msg`as of this morning`,
  EXACT: msg`exactly`,
};

export const ROLE: Record<Role, MessageDescriptor> = {
  OWNER: msg`Owner`,
  MANAGER: msg`Manager`,
  BUYER: msg`Buyer`,
  WAREHOUSE: msg`Warehouse`,
  ANALYST: msg`Analyst`,
};

export const NEGOTIATION_STATUS: Record<NegotiationStatus, MessageDescriptor> = {
  WAITING_FOR_SELLER: msg`Waits for the seller`,
  WAITING_FOR_BUYER: msg`Waits for the buyer`,
  AGREED: msg`Agreed`,
  DECLINED: msg`Declined`,
  WITHDRAWN: msg`Withdrawn`,
};

export const NEGOTIATION_EVENT: Record<NegotiationEventKind, MessageDescriptor> = {
  ASKED: msg`Prices were asked for`,
  PROPOSED: msg`Prices were proposed`,
  AGREED: msg`Agreed`,
  ENDED: msg`Ended`,
};

export const REVIEW_STATUS: Record<ReviewStatus, MessageDescriptor> = {
  WAITING: msg`To be looked at`,
  PUBLISHED: msg`Shown`,
  DECLINED: msg`Declined`,
  WITHDRAWN: msg`Withdrawn`,
};

export const WEBHOOK_STATUS: Record<WebhookStatus, MessageDescriptor> = {
  ACTIVE: msg`Active`,
  FAILING: msg`Failing`,
  PAUSED: msg`Paused`,
};

export const WEBHOOK_TONE: Record<WebhookStatus, Tone> = { ACTIVE: 'good', FAILING: 'bad', PAUSED: 'plain' };

/** Says a declared word in the reader's language; a word that this build does not know yet as it is. */
export function useWord(): <Word extends string>(words: Record<Word, MessageDescriptor>, word: Word) => string {
  const { i18n } = useLingui();
  return (words, word) => {
    const known: MessageDescriptor | undefined = words[word];
    return known ? i18n._(known) : word;
  };
}
