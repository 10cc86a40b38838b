import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react';
import type { OrderAction, OrderStatus, ShipmentStatus, TrackingStatus } from './graph.generated';
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

/** Says a declared word in the reader's language; a word that this build does not know yet as it is. */
export function useWord(): <Word extends string>(words: Record<Word, MessageDescriptor>, word: Word) => string {
  const { i18n } = useLingui();
  return (words, word) => {
    const known: MessageDescriptor | undefined = words[word];
    return known ? i18n._(known) : word;
  };
}
