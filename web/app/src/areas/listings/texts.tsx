import { useLingui } from '@lingui/react/macro';
import { TextArea, TextField } from '../../ui/fields';
import type { TextsFragment } from './listings.generated';
import styles from './listings.module.css';

/** The languages that are written side by side; texts in others stay as they are. */
const WRITTEN = ['zh', 'en'] as const;

interface LocalizedText {
  language: string;
  text: string;
}

interface LocalizedFieldsProps {
  label: string;
  /** The name of the text; those of its fields go on with the language. */
  name: string;
  texts: readonly TextsFragment[];
  maxLength: number;
  long?: boolean;
}

/** A text in Chinese and in English beside each other. */
export function LocalizedFields({ label, name, texts, maxLength, long }: LocalizedFieldsProps) {
  const { t } = useLingui();
  const called = { zh: t`${label} in Chinese`, en: t`${label} in English` };
  const Field = long ? TextArea : TextField;
  return (
    <div className={styles.languages}>
      {WRITTEN.map((language) => (
        <Field
          key={language}
          label={called[language]}
          name={`${name}.${language}`}
          lang={language}
          maxLength={maxLength}
          defaultValue={textIn(texts, name, language)}
        />
      ))}
    </div>
  );
}

export function textIn(texts: readonly TextsFragment[], name: string, language: string): string {
  return texts.find(({ field, language: of }) => field === name && of === language)?.text ?? '';
}

/** What was entered in `LocalizedFields`, with what the text says in further languages. */
export function localized(
  said: (field: string) => string,
  name: string,
  texts: readonly TextsFragment[] = [],
): LocalizedText[] {
  const others = texts
    .filter(({ field, language }) => field === name && !WRITTEN.some((one) => one === language))
    .map(({ language, text }) => ({ language, text }));
  const written = WRITTEN.map((language) => ({ language, text: said(`${name}.${language}`) }));
  return [...written.filter(({ text }) => text), ...others];
}
