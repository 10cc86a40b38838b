import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Exactness, PartnershipStatus } from '../../hub/graph.generated';
import type { Tone } from '../../ui/Badge';

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
