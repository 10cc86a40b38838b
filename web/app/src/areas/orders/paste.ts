export interface PastedLine {
  code: string;
  quantity: number;
}

export interface Pasted {
  lines: PastedLine[];
  /** Lines that are no article and a number, as they were written. */
  unread: string[];
}

/**
 * Reads lines of an article's code and a quantity, as they are copied from a spreadsheet or a mail.
 *
 * Between them may be spaces, a tab, a comma, a semicolon or ×; the same code twice is added up.
 */
export function readPasted(text: string): Pasted {
  const quantities = new Map<string, number>();
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (!line) continue;
    const found = /^(\S+?)[\s,;，；×x*]+(\d[\d,]*)$/i.exec(line);
    const quantity = Number(found?.[2]?.replaceAll(',', ''));
    if (!found || !(quantity > 0)) unread.push(line);
    else quantities.set(found[1]!, (quantities.get(found[1]!) ?? 0) + quantity);
  }
  return { lines: [...quantities].map(([code, quantity]) => ({ code, quantity })), unread };
}
