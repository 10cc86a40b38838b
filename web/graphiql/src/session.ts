import { Store } from './store';
import { newUuid } from './uuid';

export const ENDPOINT = new URL('/graphql', location.href);

/** Who is signed in, in this browser tab: two tabs may be two parties. */
export interface Session {
  email: string;
  partyName: string | null;
  role: string | null;
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
}

interface SignedIn {
  accessToken: string | null;
  accessTokenExpiresAt: string | null;
  refreshToken: string | null;
  viewer: { role: string | null; party: { name: string } | null } | null;
  errors: { message: string }[];
}

const STORAGE_KEY = 'hub.session';
const REFRESH_BEFORE_EXPIRY_SECONDS = 30;
const PAYLOAD = '{ accessToken accessTokenExpiresAt refreshToken viewer { role party { name } } errors { message } }';
const SIGN_IN = `mutation SignIn($input: SignInInput!) { answer: signIn(input: $input) ${PAYLOAD} }`;
const REFRESH = `mutation RefreshSession($input: RefreshSessionInput!) { answer: refreshSession(input: $input) ${PAYLOAD} }`;

export const session = new Store<Session | null>(remembered());

session.subscribe(() => {
  const current = session.get();
  if (current) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(current));
  else sessionStorage.removeItem(STORAGE_KEY);
});

/**
 * Signs this tab in.
 *
 * Throws an Error with the hub's own message when it refuses.
 */
export async function signIn(email: string, password: string): Promise<void> {
  session.set(opened(email, await ask(SIGN_IN, { email, password })));
}

export function signOut(): void {
  session.set(null);
}

/** The Authorization of the signed-in account, renewed when it is about to expire; null when nobody is signed in. */
export async function authorization(): Promise<string | null> {
  const current = session.get();
  if (!current) return null;
  const fresh = secondsLeft(current) > REFRESH_BEFORE_EXPIRY_SECONDS ? current : await renew();
  return fresh && `Bearer ${fresh.accessToken}`;
}

let renewal: Promise<Session | null> | null = null;

/** Trades the refresh token, which works once, for a new session; whoever asks meanwhile waits for the same answer. */
export function renew(): Promise<Session | null> {
  renewal ??= renewed().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewed(): Promise<Session | null> {
  const current = session.get();
  if (!current) return null;
  const answer = await ask(REFRESH, { refreshToken: current.refreshToken });
  // The person may have signed out, or in as somebody else, while the hub was answering.
  if (session.get() !== current) return session.get();
  session.set(answer.accessToken ? opened(current.email, answer) : null);
  return session.get();
}

async function ask(query: string, input: Record<string, string>): Promise<SignedIn> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: { requestId: newUuid(), ...input } } }),
  });
  const { data, errors } = (await answerOf(response)) as {
    data?: { answer: SignedIn | null } | null;
    errors?: { message: string }[];
  };
  if (!data?.answer) throw new Error(errors?.[0]?.message ?? `The hub answered ${response.status} without data.`);
  return data.answer;
}

/** The JSON of an answer; a proxy's HTML page becomes a sentence. */
export async function answerOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new Error(`The hub answered ${response.status} ${response.statusText}, which is not JSON. Is it running?`);
  }
}

function opened(email: string, answer: SignedIn): Session {
  const { accessToken, accessTokenExpiresAt, refreshToken, viewer, errors } = answer;
  if (!accessToken || !accessTokenExpiresAt || !refreshToken) {
    throw new Error(errors[0]?.message ?? 'The hub refused to sign you in.');
  }
  const who = { email, partyName: viewer?.party?.name ?? null, role: viewer?.role ?? null };
  return { ...who, accessToken, accessTokenExpiresAt, refreshToken };
}

function remembered(): Session | null {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  return stored ? (JSON.parse(stored) as Session) : null;
}

/** How long the access token still lives by this machine's clock. */
function secondsLeft(current: Session): number {
  return (Date.parse(current.accessTokenExpiresAt) - Date.now()) / 1000;
}
