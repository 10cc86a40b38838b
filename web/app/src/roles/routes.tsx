import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
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
  ]);
  return createRouter({ routeTree, basepath: '/console', defaultPreload: 'intent', scrollRestoration: true });
}
