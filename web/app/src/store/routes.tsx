import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { NothingHere } from './NothingHere';
import { readShopSearch } from './search';
import { Store } from './Store';

/** The storefront's screens. Each is a chunk of its own. */
export function createStore() {
  const root = createRootRoute({ component: Store, notFoundComponent: NothingHere });
  const routeTree = root.addChildren([
    createRoute({
      getParentRoute: () => root,
      path: '/',
      validateSearch: readShopSearch,
      component: lazyRouteComponent(() => import('./Shop'), 'Shop'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/products/$productId',
      component: lazyRouteComponent(() => import('./ProductPage'), 'ProductPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/orders',
      component: lazyRouteComponent(() => import('./MyOrders'), 'MyOrders'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/cart',
      component: lazyRouteComponent(() => import('./CartPage'), 'CartPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/sign-in',
      component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
    }),
  ]);
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true });
}
