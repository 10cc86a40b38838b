import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { PartyKind, PartyStatus } from '../../hub/graph.generated';
import type { Tone } from '../../ui/Badge';

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
