import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { NegotiationEventKind, NegotiationStatus } from '../../hub/graph.generated';

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
