import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { AlertKind, AlertStatus } from '../../hub/graph.generated';
import type { Tone } from '../../ui/Badge';

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
