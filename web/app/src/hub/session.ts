import { readLanguage } from './reading';
import { newUuid } from './uuid';
import { Value } from './value';

export const ENDPOINT = new URL('/graphql', location.href);

/** Who is signed in in this tab: an account that acts for one party. */
export interface Session {
  /** The same for all tabs of one sign-in. */
  key: string;
  email: string;
  partyName: string | null;
  role: string | null;
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
}

interface Tokens {
  accessToken: string | null;
  accessTokenExpiresAt: string | null;
  refreshToken: string | null;
  viewer: { role: string; account: { email: string }; party: { name: string } } | null;
  errors: { code: string; message: string }[];
}

/** The hub's reason why it did not do something, with the code that stays the same. */
export class HubRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

// Tabs of one sign-in share its tokens; a tab remembers which sign-in is its own, so that two tabs may be two parties.
const SESSIONS = 'hub.sessions';
const THIS_TAB = 'hub.session';
const REFRESH_BEFORE_EXPIRY_SECONDS = 30;
const TOKENS =
  '{ accessToken accessTokenExpiresAt refreshToken viewer { role account { email } party { name } } errors { code message } }';

export const session = new Value<Session | null>(sessionOfTab());

window.addEventListener('storage', (event) => {
  if (event.key !== SESSIONS) return;
  const current = session.get();
  if (!current) return;
  const shared = storedSessions()[current.key];
  // Another tab renewed the tokens, or signed out.
  if (shared?.accessToken !== current.accessToken) session.set(shared ?? null);
});

/**
 * Signs this tab in.
 *
 * Throws a HubRefusal when the hub does not take the password.
 */
export async function signIn(email: string, password: string): Promise<void> {
  open(newUuid(), await ask('signIn', 'SignInInput', { email, password }, null));
}

/** Signs up a person who buys for themselves, and this tab in. */
export async function signUpConsumer(email: string, password: string, name: string): Promise<void> {
  open(newUuid(), await ask('signUp', 'SignUpInput', { email, password, name, kind: 'CONSUMER' }, null));
}

/** Goes on in this tab for another of the account's parties. */
export async function switchParty(partyId: string): Promise<void> {
  open(newUuid(), await ask('switchParty', 'SwitchPartyInput', { partyId }, await accessToken()));
}

/** Takes an invitation up, and signs this tab in to who invited. */
export async function acceptInvitation(token: string, password: string, name: string): Promise<void> {
  const input = name ? { token, password, name } : { token, password };
  open(newUuid(), await ask('acceptInvitation', 'AcceptInvitationInput', input, null));
}

/** Ends the sign-in, in all tabs that share it. */
export async function signOut(): Promise<void> {
  const current = session.get();
  if (!current) return;
  const token = current.accessToken;
  forget(current.key);
  session.set(null);
  await post('mutation SignOut($input: SignOutInput!) { signOut(input: $input) { errors { code } } }', {}, token).catch(
    () => undefined,
  );
}

/** The access token of who is signed in, renewed when it is about to expire; null when nobody is. */
export async function accessToken(): Promise<string | null> {
  const current = session.get();
  if (!current) return null;
  if (secondsLeft(current) > REFRESH_BEFORE_EXPIRY_SECONDS) return current.accessToken;
  return (await renew(current.accessToken))?.accessToken ?? null;
}

let renewal: Promise<Session | null> | null = null;

/** Trades the refresh token for new tokens, unless somebody did so since `spent`; one renewal at a time in all tabs. */
export function renew(spent: string): Promise<Session | null> {
  renewal ??= renewAlone(spent).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewAlone(spent: string): Promise<Session | null> {
  const current = session.get();
  if (!current) return null;
  const work = async (): Promise<Session | null> => {
    const shared = storedSessions()[current.key] ?? current;
    if (shared.accessToken !== spent && secondsLeft(shared) > 0) return adopt(current, shared);
    const tokens = await ask(
      'refreshSession',
      'RefreshSessionInput',
      { refreshToken: shared.refreshToken },
      null,
    ).catch((reason: unknown) => {
      if (reason instanceof HubRefusal) return null;
      throw reason;
    });
    // The person may have signed out, or in as somebody else, while the hub was answering.
    if (session.get()?.key !== current.key) return session.get();
    if (!tokens) forget(current.key);
    return tokens ? open(current.key, tokens) : adopt(current, null);
  };
  // Pages on plain http have no locks; the hub forgives a token that is spent twice in a moment.
  return 'locks' in navigator ? await navigator.locks.request(`hub.session.${current.key}`, work) : await work();
}

function adopt(current: Session, next: Session | null): Session | null {
  if (session.get()?.key === current.key) session.set(next);
  return next;
}

function open(key: string, tokens: Tokens): Session {
  const { accessToken, accessTokenExpiresAt, refreshToken, viewer } = tokens;
  if (!accessToken || !accessTokenExpiresAt || !refreshToken) throw new Error('The hub answered without tokens.');
  const who = {
    email: viewer?.account.email ?? '',
    partyName: viewer?.party.name ?? null,
    role: viewer?.role ?? null,
  };
  const opened = { key, ...who, accessToken, accessTokenExpiresAt, refreshToken };
  localStorage.setItem(SESSIONS, JSON.stringify({ ...storedSessions(), [key]: opened }));
  sessionStorage.setItem(THIS_TAB, key);
  localStorage.setItem(THIS_TAB, key);
  session.set(opened);
  return opened;
}

function forget(key: string): void {
  const { [key]: _, ...others } = storedSessions();
  localStorage.setItem(SESSIONS, JSON.stringify(others));
  sessionStorage.removeItem(THIS_TAB);
  if (localStorage.getItem(THIS_TAB) === key) localStorage.removeItem(THIS_TAB);
}

function sessionOfTab(): Session | null {
  const key = sessionStorage.getItem(THIS_TAB) ?? localStorage.getItem(THIS_TAB);
  if (!key) return null;
  sessionStorage.setItem(THIS_TAB, key);
  return storedSessions()[key] ?? null;
}

function storedSessions(): Record<string, Session> {
  return JSON.parse(localStorage.getItem(SESSIONS) ?? '{}') as Record<string, Session>;
}

async function ask(field: string, type: string, input: object, token: string | null): Promise<Tokens> {
  const query = `mutation Tokens($input: ${type}!) { answer: ${field}(input: $input) ${TOKENS} }`;
  const { data, errors } = (await post(query, input, token)) as {
    data?: { answer: Tokens | null } | null;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  if (!data?.answer) throw new HubRefusal(errors?.[0]?.extensions?.code ?? 'INTERNAL', errors?.[0]?.message ?? '');
  const [error] = data.answer.errors;
  if (error) throw new HubRefusal(error.code, error.message);
  return data.answer;
}

async function post(query: string, input: object, token: string | null): Promise<unknown> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': readLanguage(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query, variables: { input: { requestId: newUuid(), ...input } } }),
  });
  return await answerOf(response);
}

/** The JSON of an answer; a proxy's HTML page becomes a sentence. */
export async function answerOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new Error(`The hub answered ${response.status} ${response.statusText}, which is not JSON. Is it running?`);
  }
}

/** How long the access token still lives by this machine's clock. */
function secondsLeft(current: Session): number {
  return (Date.parse(current.accessTokenExpiresAt) - Date.now()) / 1000;
}
