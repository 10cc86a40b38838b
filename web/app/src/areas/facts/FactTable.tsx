import { useLingui } from '@lingui/react/macro';
import { useLingui as useMessages } from '@lingui/react';
import { Link } from '@tanstack/react-router';
import { Table, type Column } from '../../ui/Table';
import { useFactWords, valueKey } from './answer';
import type { Question } from './question';
import { SUBJECTS, valueOf, type Fact } from './subjects';

interface FactTableProps {
  label: string;
  question: Question;
  rows: readonly Fact[];
  others: Fact | null;
  /** Makes of a value a link that asks about it alone. */
  narrows?: boolean;
}

/** All that was counted: what facts are told apart by, then measures, each with what it was before. */
export function FactTable({ label, question, rows, others, narrows }: FactTableProps) {
  const { t } = useLingui();
  const { i18n } = useMessages();
  const { about, by, show, before } = question;
  const { dimensions, measures } = SUBJECTS[about];
  const { valueName, amount, changeOf } = useFactWords(question);

  const columns: Column<Fact>[] = by.map((name, index) => ({
    key: name,
    header: i18n._(dimensions[name]!.name),
    leads: index === 0,
    cell: (fact) => {
      if (fact === others) return index === 0 ? t`All others` : '';
      const key = valueKey(about, name, fact);
      const said = valueName(name, fact);
      if (!narrows || key === null || !dimensions[name]!.filter) return said;
      const only = { ...question.only, [name]: [key] };
      return (
        <Link to="/explore" search={{ ...question, only } as never} title={t`Only this`}>
          {said}
        </Link>
      );
    },
  }));
  for (const key of show) {
    const measure = measures[key]!;
    const said = (fact: Fact | null) => {
      const value = valueOf(fact, key, measure);
      return value === null ? '–' : amount(measure, value);
    };
    const name = i18n._(measure.name);
    columns.push({ key, header: name, align: 'end', cell: (fact) => said(fact) });
    if (!before) continue;
    const earlier = (fact: Fact) => fact['before'] as Fact | null;
    columns.push({
      key: `${key} before`,
      header: t`${name} before`,
      align: 'end',
      cell: (fact) => (fact === others ? '' : said(earlier(fact))),
    });
    columns.push({
      key: `${key} change`,
      header: t`Change`,
      align: 'end',
      cell: (fact) => {
        const [now, then] = [valueOf(fact, key, measure), valueOf(earlier(fact), key, measure)];
        return now === null || !then ? '' : changeOf(measure, now, then);
      },
    });
  }
  const all = others ? [...rows, others] : rows;
  return <Table label={label} columns={columns} rows={all} keyOf={(fact) => String(all.indexOf(fact))} />;
}
