import { useState } from 'react';
import { useViewer } from './viewer';

/** What this browser keeps for an account and the party that it acts for; how it was when nothing is kept. */
export function useStored<Content>(name: string, initially: Content): [Content, (content: Content) => void] {
  const { account, party } = useViewer();
  const key = `hub.${name}.${account.id}.${party.id}`;
  const [content, setContent] = useState<Content>(() => {
    const kept = localStorage.getItem(key);
    return kept === null ? initially : (JSON.parse(kept) as Content);
  });
  return [
    content,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next));
      setContent(next);
    },
  ];
}
