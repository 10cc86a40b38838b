import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { ComponentType } from 'react';
import { WaitingCount } from '../areas/requisitions/WaitingCount';
import type { PartyKind, Role } from '../hub/graph.generated';
import {
  BellIcon,
  BoxIcon,
  ChartIcon,
  CartIcon,
  HomeIcon,
  OrdersIcon,
  PartnersIcon,
  PersonIcon,
  PlugIcon,
  StarIcon,
  TagIcon,
  TruckIcon,
} from '../ui/icons';

export interface Screen {
  to: string;
  name: MessageDescriptor;
  icon: ComponentType;
  kinds: readonly PartyKind[];
  /** How much waits there, as it is now. */
  count?: ComponentType;
  /** Roles that it is of no use to. */
  notFor?: readonly Role[];
}

const TRADERS: readonly PartyKind[] = ['SUPPLIER', 'BRAND', 'RETAILER'];
const EVERYBODY: readonly PartyKind[] = [...TRADERS, 'CONSUMER', 'OPERATOR'];

/** The screens of the console, in the order of its menu, and whose they are. */
export const SCREENS: readonly Screen[] = [
  { to: '/', name: msg`Today`, icon: HomeIcon, kinds: EVERYBODY },
  { to: '/orders', name: msg`Orders`, icon: OrdersIcon, kinds: EVERYBODY },
  {
    to: '/order-pad',
    name: msg`Order pad`,
    icon: CartIcon,
    kinds: ['BRAND', 'RETAILER'],
    notFor: ['ANALYST', 'WAREHOUSE'],
  },
  {
    to: '/requisitions',
    name: msg`Requisitions`,
    icon: OrdersIcon,
    kinds: ['BRAND', 'RETAILER', 'CONSUMER'],
    notFor: ['ANALYST', 'WAREHOUSE'],
    count: WaitingCount,
  },
  { to: '/shipping', name: msg`Shipping`, icon: TruckIcon, kinds: TRADERS, notFor: ['ANALYST', 'BUYER'] },
  { to: '/receiving', name: msg`Receiving`, icon: BoxIcon, kinds: ['BRAND', 'RETAILER'], notFor: ['ANALYST'] },
  { to: '/stock', name: msg`Stock`, icon: BoxIcon, kinds: TRADERS },
  { to: '/analytics', name: msg`Analytics`, icon: ChartIcon, kinds: [...TRADERS, 'OPERATOR'] },
  { to: '/alerts', name: msg`Alerts`, icon: BellIcon, kinds: TRADERS },
  { to: '/partners', name: msg`Partners`, icon: PartnersIcon, kinds: TRADERS },
  { to: '/products', name: msg`Products`, icon: TagIcon, kinds: [...TRADERS, 'OPERATOR'], notFor: ['WAREHOUSE'] },
  { to: '/offers', name: msg`Prices`, icon: TagIcon, kinds: TRADERS },
  { to: '/negotiations', name: msg`Negotiations`, icon: TagIcon, kinds: TRADERS, notFor: ['WAREHOUSE'] },
  { to: '/promotions', name: msg`Promotions`, icon: TagIcon, kinds: TRADERS, notFor: ['WAREHOUSE'] },
  { to: '/reviews', name: msg`Reviews`, icon: StarIcon, kinds: ['SUPPLIER', 'BRAND', 'OPERATOR'] },
  { to: '/parties', name: msg`Parties`, icon: PartnersIcon, kinds: ['OPERATOR'] },
  { to: '/addresses', name: msg`Addresses`, icon: BoxIcon, kinds: [...TRADERS, 'CONSUMER'] },
  { to: '/people', name: msg`People`, icon: PersonIcon, kinds: [...TRADERS, 'OPERATOR'] },
  { to: '/webhooks', name: msg`Webhooks`, icon: PlugIcon, kinds: TRADERS, notFor: ['ANALYST', 'WAREHOUSE', 'BUYER'] },
];

export function screensFor(kind: PartyKind, role: Role): readonly Screen[] {
  return SCREENS.filter((screen) => screen.kinds.includes(kind) && !screen.notFor?.includes(role));
}
