import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readDashboardSearch } from '../areas/facts/search';
import { readOrderSearch } from '../areas/orders/search';
import { Console } from './Console';
import { NotFound } from './NotFound';

/** The console's screens. Each is a chunk of its own. */
export function createConsole() {
  const root = createRootRoute({ component: Console, notFoundComponent: NotFound });
  const screen = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
    createRoute({ getParentRoute: () => root, path, component });

  const routeTree = root.addChildren([
    screen(
      '/',
      lazyRouteComponent(() => import('./Home'), 'Home'),
    ),
    createRoute({
      getParentRoute: () => root,
      path: '/orders',
      validateSearch: readOrderSearch,
      component: lazyRouteComponent(() => import('../areas/orders/OrderList'), 'OrderList'),
    }),
    screen(
      '/orders/$orderId',
      lazyRouteComponent(() => import('../areas/orders/OrderDetail'), 'OrderDetail'),
    ),
    screen(
      '/order-pad',
      lazyRouteComponent(() => import('../areas/orders/OrderPad'), 'OrderPad'),
    ),
    screen(
      '/shipping',
      lazyRouteComponent(() => import('../areas/shipments/Shipping'), 'Shipping'),
    ),
    screen(
      '/receiving',
      lazyRouteComponent(() => import('../areas/shipments/Receiving'), 'Receiving'),
    ),
    screen(
      '/stock',
      lazyRouteComponent(() => import('../areas/stock/StockList'), 'StockList'),
    ),
    screen(
      '/stock/$itemId',
      lazyRouteComponent(() => import('../areas/stock/StockDetail'), 'StockDetail'),
    ),
    screen(
      '/alerts',
      lazyRouteComponent(() => import('../areas/alerts/AlertList'), 'AlertList'),
    ),
    screen(
      '/partners',
      lazyRouteComponent(() => import('../areas/partnerships/PartnerList'), 'PartnerList'),
    ),
    screen(
      '/offers',
      lazyRouteComponent(() => import('../areas/offers/OfferList'), 'OfferList'),
    ),
    screen(
      '/negotiations',
      lazyRouteComponent(() => import('../areas/negotiations/NegotiationList'), 'NegotiationList'),
    ),
    screen(
      '/negotiations/$negotiationId',
      lazyRouteComponent(() => import('../areas/negotiations/NegotiationDetail'), 'NegotiationDetail'),
    ),
    screen(
      '/requisitions',
      lazyRouteComponent(() => import('../areas/requisitions/RequisitionList'), 'RequisitionList'),
    ),
    screen(
      '/requisitions/$requisitionId',
      lazyRouteComponent(() => import('../areas/requisitions/RequisitionDetail'), 'RequisitionDetail'),
    ),
    screen(
      '/addresses',
      lazyRouteComponent(() => import('../areas/addresses/AddressBook'), 'AddressBook'),
    ),
    screen(
      '/promotions',
      lazyRouteComponent(() => import('../areas/promotions/PromotionList'), 'PromotionList'),
    ),
    screen(
      '/promotions/new',
      lazyRouteComponent(() => import('../areas/promotions/NewPromotion'), 'NewPromotion'),
    ),
    screen(
      '/promotions/$promotionId',
      lazyRouteComponent(() => import('../areas/promotions/PromotionDetail'), 'PromotionDetail'),
    ),
    screen(
      '/products',
      lazyRouteComponent(() => import('../areas/listings/ListingList'), 'ListingList'),
    ),
    screen(
      '/products/$productId',
      lazyRouteComponent(() => import('../areas/listings/ListingDetail'), 'ListingDetail'),
    ),
    screen(
      '/reviews',
      lazyRouteComponent(() => import('../areas/reviews/ReviewList'), 'ReviewList'),
    ),
    screen(
      '/people',
      lazyRouteComponent(() => import('../areas/accounts/People'), 'People'),
    ),
    screen(
      '/parties',
      lazyRouteComponent(() => import('../areas/parties/PartyList'), 'PartyList'),
    ),
    screen(
      '/webhooks',
      lazyRouteComponent(() => import('../areas/webhooks/WebhookList'), 'WebhookList'),
    ),
    createRoute({
      getParentRoute: () => root,
      path: '/analytics',
      validateSearch: readDashboardSearch,
      component: lazyRouteComponent(() => import('../areas/facts/Dashboard'), 'Dashboard'),
    }),
    screen(
      '/explore',
      lazyRouteComponent(() => import('../areas/facts/Explore'), 'Explore'),
    ),
    // Where the links in mails lead.
    screen(
      '/accept',
      lazyRouteComponent(() => import('../areas/accounts/AcceptInvitation'), 'AcceptInvitation'),
    ),
    screen(
      '/reset',
      lazyRouteComponent(() => import('../areas/accounts/ResetPassword'), 'ResetPassword'),
    ),
  ]);
  return createRouter({ routeTree, basepath: '/console', defaultPreload: 'intent', scrollRestoration: true });
}
