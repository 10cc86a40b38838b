import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { ReviewStatus } from '../../hub/graph.generated';

export const REVIEW_STATUS: Record<ReviewStatus, MessageDescriptor> = {
  WAITING: msg`To be looked at`,
  PUBLISHED: msg`Shown`,
  DECLINED: msg`Declined`,
  WITHDRAWN: msg`Withdrawn`,
};
