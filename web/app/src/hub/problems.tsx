import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react';
import type { CombinedError } from 'urql';
import { Refused } from '../ui/states';
import { problemsOf, type Problem } from './queries';

/** What each code means to people. The hub's own sentence, which has the figures, is in English. */
const SENTENCE: Record<string, MessageDescriptor> = {
  OFFLINE: msg`The hub cannot be reached. Check the connection; what you entered is still here.`,
  NOT_FOUND: msg`There is no such thing, or it is not yours to see.`,
  FORBIDDEN: msg`Your role does not allow this. Ask an owner or a manager of your organisation.`,
  UNAUTHENTICATED: msg`Your session has ended. Sign in again.`,
  WRONG_CREDENTIALS: msg`Email and password do not fit together.`,
  INVALID_INPUT: msg`Something that was entered cannot be right. Check it and try again.`,
  TOO_LONG: msg`A text is too long.`,
  INVALID_QUANTITY: msg`A quantity cannot be right. Check it and try again.`,
  VERSION_CHANGED: msg`Somebody has changed this meanwhile. Look at it again, then make your change.`,
  INCOMPLETE: msg`Something is missing, or not valid any more. The checklist says what.`,
  SKU_TAKEN: msg`Another article of yours has this code. Give another one.`,
  WRONG_STATUS: msg`Things have moved on, and this is no longer possible.`,
  NOT_ADMITTED: msg`This party is not admitted to trade yet.`,
  NO_PARTNERSHIP: msg`You do not trade with this party yet. Ask for a partnership first.`,
  NOT_OFFERED: msg`The seller does not offer this to you.`,
  SEVERAL_ARTICLES: msg`Several articles have this code. Say the barcode number of the one you want.`,
  NOT_A_MULTIPLE: msg`The seller sells whole packs only. Order a multiple of what is in one.`,
  BELOW_MINIMUM: msg`The quantity is below the seller's minimum.`,
  PRICE_CHANGED: msg`The price has changed. Look at the new one and order again.`,
  COUPON_NOT_GOOD: msg`This coupon takes nothing off the order. Check it, or order without it.`,
  COUPON_TAKEN: msg`Another promotion of yours has this coupon already.`,
  MIXED_CURRENCIES: msg`The prices are in different currencies. Order them separately.`,
  CREDIT_EXCEEDED: msg`This is beyond the credit that was agreed with the seller.`,
  NEEDS_APPROVAL: msg`This is more than your role may order by itself. Submit it for a colleague's approval.`,
  OUT_OF_STOCK: msg`There is not enough in stock.`,
  NO_LOCATION: msg`There is no place to deliver to or to ship from.`,
  NOT_READY: msg`Not all of it is ready to ship yet.`,
  EMAIL_TAKEN: msg`There is an account with this email already.`,
  LAST_OWNER: msg`Somebody has to stay the owner.`,
  TOKEN_SPENT: msg`This link has been used, or is too old. Ask for a new one.`,
  NO_MAIL: msg`This hub sends no mail. Ask whoever runs it.`,
  TOO_MANY_TRIES: msg`That was tried too often. Wait a few minutes.`,
  RATE_LIMITED: msg`That was tried too often. Wait a few minutes.`,
};
const ANYTHING_ELSE = msg`The hub could not do this.`;

/** Says a problem in the reader's language: in English the hub's own sentence, which has the figures. */
export function useProblems(): {
  sentence: (problem: Problem) => string;
  all: (problems: readonly Problem[]) => string;
} {
  const { i18n } = useLingui();
  function sentence({ code, message }: Problem): string {
    if (i18n.locale === 'en' && message && code !== 'OFFLINE') return message;
    return i18n._(SENTENCE[code] ?? ANYTHING_ELSE);
  }
  return { sentence, all: (problems) => problems.map(sentence).join(' ') };
}

export function RefusedAnswer({ error, retry }: { error: CombinedError; retry?: () => void }) {
  return <Problems of={problemsOf(error)} {...(retry ? { retry } : {})} />;
}

export function Problems({ of, retry }: { of: readonly Problem[]; retry?: () => void }) {
  const { sentence } = useProblems();
  if (of.length === 0) return null;
  return (
    <Refused {...(retry ? { retry } : {})}>
      {of.map((problem, index) => (
        <p key={index}>{sentence(problem)}</p>
      ))}
    </Refused>
  );
}
