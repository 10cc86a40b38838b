import type { ReactNode } from 'react';

/** Drawn in lines of the text's colour; what says the same stands beside it, or is its button's label. */
function icon(paths: ReactNode) {
  return function Icon() {
    return (
      <svg
        viewBox="0 0 24 24"
        width="20"
        height="20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths}
      </svg>
    );
  };
}

export const CloseIcon = icon(<path d="M6 6l12 12M18 6 6 18" />);
export const HelpIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1 1-1.1 1.8M12 16.8v.1" />
  </>,
);
export const MenuIcon = icon(<path d="M4 7h16M4 12h16M4 17h16" />);
export const HomeIcon = icon(<path d="M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z" />);
export const OrdersIcon = icon(<path d="M6 4h12v16l-3-2-3 2-3-2-3 2zM9 9h6M9 13h6" />);
export const TruckIcon = icon(
  <>
    <path d="M3 6h11v10H3zM14 10h4l3 3v3h-7z" />
    <circle cx="7" cy="17.5" r="1.8" />
    <circle cx="17" cy="17.5" r="1.8" />
  </>,
);
export const BoxIcon = icon(<path d="M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8" />);
export const BellIcon = icon(<path d="M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0" />);
export const PartnersIcon = icon(
  <>
    <circle cx="8" cy="9" r="3" />
    <circle cx="17" cy="10" r="2.4" />
    <path d="M2.5 19c.6-3.4 2.7-5 5.5-5s4.9 1.6 5.5 5M14.5 15.2c.8-.5 1.6-.7 2.5-.7 2.3 0 3.9 1.3 4.4 4" />
  </>,
);
export const ChartIcon = icon(<path d="M4 20h16M7 20v-7M12 20V6M17 20v-10" />);
export const TableIcon = icon(<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9" />);
export const MoreIcon = icon(<path d="M5 12v.1M12 12v.1M19 12v.1" strokeWidth="2.6" />);
export const LockIcon = icon(
  <>
    <path d="M6 11h12v9H6z" />
    <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
  </>,
);
export const TagIcon = icon(
  <>
    <path d="M4 4h8l8 8-8 8-8-8z" />
    <circle cx="8.5" cy="8.5" r="1.2" />
  </>,
);
export const PlugIcon = icon(<path d="M9 4v5M15 4v5M6.5 9h11v3a5.5 5.5 0 0 1-11 0zM12 17.5V21" />);
export const PersonIcon = icon(
  <>
    <circle cx="12" cy="8.5" r="3.5" />
    <path d="M5 20c.7-4 3.5-6 7-6s6.3 2 7 6" />
  </>,
);
export const CartIcon = icon(
  <>
    <path d="M3 5h2.5l2 10.5h10L19.5 8H6.2" />
    <circle cx="9" cy="19" r="1.5" />
    <circle cx="16" cy="19" r="1.5" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6" />
    <path d="m15.5 15.5 4.5 4.5" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4" />
  </>,
);
export const StarIcon = icon(<path d="M12 4l2.5 5.1 5.6.8-4 3.9.9 5.6-5-2.6-5 2.6.9-5.6-4-3.9 5.6-.8z" />);
