import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { OrderChangeKind, OrderEventKind, OrderKind } from '../../hub/graph.generated';

export const ORDER_KIND: Record<OrderKind, MessageDescriptor> = {
  SUPPLY: msg`Supply order`,
  WHOLESALE: msg`Wholesale order`,
  RETAIL: msg`Retail order`,
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
