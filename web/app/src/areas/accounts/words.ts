import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Role } from '../../hub/graph.generated';

export const ROLE: Record<Role, MessageDescriptor> = {
  OWNER: msg`Owner`,
  MANAGER: msg`Manager`,
  BUYER: msg`Buyer`,
  WAREHOUSE: msg`Warehouse`,
  ANALYST: msg`Analyst`,
};
