import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ExportMenu } from '../../hub/ExportMenu';
import { RefusedAnswer } from '../../hub/problems';
import { IconButton } from '../../ui/Button';
import { Buttons } from '../../ui/fields';
import { ChartIcon, TableIcon } from '../../ui/icons';
import { MenuScreen } from '../../ui/Menu';
import { Section } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { useFacts } from './answer';
import styles from './facts.module.css';
import { FactChart } from './FactChart';
import { FactTable } from './FactTable';
import type { Question } from './question';

interface FactCardProps {
  /** What the chart answers. */
  title: string;
  question: Question;
  /** The earlier half of the time is drawn as a thin line behind the later one. */
  halves?: boolean;
  wide?: boolean;
}

/** One question, and its answer as a chart or a table, to be taken along or asked further. */
export function FactCard({ title, question, halves = false, wide = false }: FactCardProps) {
  const { t } = useLingui();
  const [asTable, setAsTable] = useState(false);
  const { data, error, reload, ask } = useFacts(question);
  const shown = data?.facts;
  return (
    <div className={styles.card} data-wide={wide || undefined}>
      <Section
        title={title}
        aside={
          <Buttons>
            <IconButton
              label={asTable ? t`As a chart` : t`As a table`}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <ChartIcon /> : <TableIcon />}
            </IconButton>
            <ExportMenu query={ask.file} variables={ask.variables} name={question.about} small>
              <MenuScreen to="/explore" search={question as never}>
                <Trans>Explore</Trans>
              </MenuScreen>
            </ExportMenu>
          </Buttons>
        }
      >
        {error && !shown && <RefusedAnswer error={error} retry={reload} />}
        {!shown && !error && <Loading rows={5} />}
        {shown?.nodes.length === 0 && (
          <Empty>
            <Trans>Nothing was counted in this time. It fills with the first order or parcel.</Trans>
          </Empty>
        )}
        {shown && shown.nodes.length > 0 && !asTable && (
          <FactChart label={title} question={question} rows={shown.nodes} others={shown.others} halves={halves} />
        )}
        {shown && shown.nodes.length > 0 && asTable && (
          <FactTable label={title} question={question} rows={shown.nodes} others={shown.others} />
        )}
      </Section>
    </div>
  );
}
