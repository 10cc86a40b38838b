import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { ComponentType } from 'react';
import type { PartyKind, Role } from '../hub/graph.generated';
import { HomeIcon, OrdersIcon } from '../ui/icons';

export interface Screen {
  to: string;
  name: MessageDescriptor;
  icon: ComponentType;
  kinds: readonly PartyKind[];
  /** Roles that it is of no use to. */
  notFor?: readonly Role[];
}

const TRADERS: readonly PartyKind[] = ['SUPPLIER', 'BRAND', 'RETAILER'];
const EVERYBODY: readonly PartyKind[] = [...TRADERS, 'CONSUMER', 'OPERATOR'];

/** The screens of the console, in the order of its menu, and whose they are. */
export const SCREENS: readonly Screen[] = [
  { to: '/', name: msg`Today`, icon: HomeIcon, kinds: EVERYBODY },
  { to: '/orders', name: msg`Orders`, icon: OrdersIcon, kinds: EVERYBODY },
];

export function screensFor(kind: PartyKind, role: Role): readonly Screen[] {
  return SCREENS.filter((screen) => screen.kinds.includes(kind) && !screen.notFor?.includes(role));
}
