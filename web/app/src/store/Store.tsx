import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet } from '@tanstack/react-router';
import { useCart } from '../areas/carts/cart';
import { CartCountDocument } from '../areas/carts/adding.generated';
import { chooseLanguage, useLanguage } from '../hub/language';
import { signOut } from '../hub/session';
import { HubProvider, WithViewer } from '../hub/SignedIn';
import type { Viewer } from '../hub/viewer';
import { Button } from '../ui/Button';
import { CartIcon } from '../ui/icons';
import { Loading, Refused } from '../ui/states';
import { Toasts } from '../ui/Toasts';
import { Offline } from './Offline';
import styles from './Store.module.css';

/** What stands around each screen of the shop. */
export function Store() {
  return (
    <HubProvider>
      <WithViewer
        waiting={<Loading />}
        failed={(retry) => (
          <Refused retry={retry}>
            <Trans>The shop cannot be reached.</Trans>
          </Refused>
        )}
      >
        {(viewer) => (
          <>
            <Head viewer={viewer} />
            <Offline />
            <main className={styles.main}>
              <Outlet />
            </main>
            <Foot />
          </>
        )}
      </WithViewer>
      <Toasts />
    </HubProvider>
  );
}

function Head({ viewer }: { viewer: Viewer | null }) {
  const { t } = useLingui();
  const language = useLanguage();
  return (
    <header className={styles.head}>
      <nav aria-label={t`Shop`}>
        <Link to="/" className={styles.brand}>
          <Trans>The Hub Shop</Trans>
        </Link>
        <ul>
          <li>
            <Link to="/" search={{ trade: 'COSMETICS' } as never} activeOptions={{ includeSearch: true }}>
              <Trans>Cosmetics</Trans>
            </Link>
          </li>
          <li>
            <Link to="/" search={{ trade: 'JEWELLERY' } as never} activeOptions={{ includeSearch: true }}>
              <Trans>Jewellery</Trans>
            </Link>
          </li>
        </ul>
        <ul className={styles.own}>
          <li>
            <button
              type="button"
              lang={language === 'zh' ? 'en' : 'zh-CN'}
              onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
            >
              {language === 'zh' ? 'English' : '中文'}
            </button>
          </li>
          {viewer ? (
            <>
              <li>
                <CartLink />
              </li>
              <li>
                <Link to="/orders">
                  <Trans>My orders</Trans>
                </Link>
              </li>
              <li>
                <Button look="quiet" onClick={() => void signOut()} title={viewer.party.name}>
                  <Trans>Sign out</Trans>
                </Button>
              </li>
            </>
          ) : (
            <li>
              <Link to="/sign-in">
                <Trans>Sign in</Trans>
              </Link>
            </li>
          )}
        </ul>
      </nav>
    </header>
  );
}

/** Leads to the cart, and says how much is in it. */
function CartLink() {
  const { t } = useLingui();
  const { data } = useCart(CartCountDocument, {});
  const count = data?.cart?.lineCount ?? 0;
  return (
    <Link to="/cart" aria-label={t`My cart, ${count}`} className={styles.cart}>
      <CartIcon />
      {count > 0 && <span>{count}</span>}
    </Link>
  );
}

function Foot() {
  return (
    <footer className={styles.foot}>
      <p>
        <a href="/console">
          <Trans>For suppliers, brands and retailers</Trans>
        </a>
        <a href="/graphql">
          <Trans>For developers</Trans>
        </a>
      </p>
    </footer>
  );
}
