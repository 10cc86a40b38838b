import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { RequisitionEventKind, RequisitionStatus } from '../../hub/graph.generated';

export const REQUISITION_STATUS: Record<RequisitionStatus, MessageDescriptor> = {
  WAITING: msg`Waits for approval`,
  APPROVED: msg`Approved`,
  DECLINED: msg`Turned down`,
  WITHDRAWN: msg`Withdrawn`,
};

export const REQUISITION_EVENT: Record<RequisitionEventKind, MessageDescriptor> = {
  SUBMITTED: msg`Submitted for approval`,
  APPROVED: msg`Approved, and ordered`,
  DECLINED: msg`Turned down`,
  WITHDRAWN: msg`Withdrawn`,
};
