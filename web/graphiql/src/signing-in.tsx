import { useState } from 'react';
import { signIn } from '../../app/src/hub/session';

/** Why the last attempt was refused, and a function that tries to sign in and calls `done` when it worked. */
export function useSignIn(done?: () => void): [string | null, (email: string, password: string) => void] {
  const [refusal, setRefusal] = useState<string | null>(null);

  function enter(email: string, password: string): void {
    setRefusal(null);
    signIn(email, password).then(done, (reason: Error) => setRefusal(reason.message));
  }

  return [refusal, enter];
}

export function Refusal({ message }: { message: string | null }) {
  return message && <p role="alert">{message}</p>;
}
