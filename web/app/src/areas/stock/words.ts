import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { MovementKind } from '../../hub/graph.generated';

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
