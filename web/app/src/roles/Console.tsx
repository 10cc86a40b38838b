import { Trans } from '@lingui/react/macro';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { HubProvider, WithViewer } from '../hub/SignedIn';
import { Refused, Loading } from '../ui/states';
import { Toasts } from '../ui/Toasts';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

/** The console: signed out it is the sign-in, signed in the shell with a screen. */
export function Console() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // Who follows a link of a mail is not signed in, or as somebody else.
  const isOpen = path.endsWith('/accept') || path.endsWith('/reset');
  return (
    <HubProvider>
      <WithViewer
        waiting={<Loading />}
        failed={(retry) => (
          <Refused retry={retry}>
            <Trans>The hub cannot be reached.</Trans>
          </Refused>
        )}
      >
        {(viewer) => {
          if (isOpen) return <Outlet />;
          return viewer ? (
            <Shell viewer={viewer}>
              <Outlet />
            </Shell>
          ) : (
            <SignIn />
          );
        }}
      </WithViewer>
      <Toasts />
    </HubProvider>
  );
}
