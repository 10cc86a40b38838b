import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { onFeedEvent } from '../../hub/feed';
import { useAnswer } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { Badge } from '../../ui/Badge';
import { useFormat } from '../../ui/format';
import { toast } from '../../ui/Toasts';
import { WaitingRequisitionsDocument } from './requisitions.generated';

/** How many requisitions wait for approval, as it is now. Who has submitted one is told what became of it. */
export function WaitingCount() {
  const { t } = useLingui();
  const { number } = useFormat();
  const { account } = useViewer();
  const { data } = useAnswer(
    WaitingRequisitionsDocument,
    {},
    { staleAfter: ({ field }) => field === 'requisitionEvents' },
  );
  const waiting = data?.requisitions;
  const approved = t`Your requisition was approved, and is ordered.`;
  const declined = t`Your requisition was turned down.`;
  useEffect(
    () =>
      onFeedEvent(({ field, kind, about }) => {
        if (field !== 'requisitionEvents') return;
        if (!waiting?.nodes.some(({ id, submittedBy }) => about.has(id) && submittedBy?.id === account.id)) return;
        if (kind === 'APPROVED') toast(approved);
        if (kind === 'DECLINED') toast(declined, 'bad');
      }),
    [waiting, account.id, approved, declined],
  );
  const count = waiting?.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <Badge tone="attention">
      <span aria-hidden="true">{number(count)}</span>
      <span className="unseen">
        <Plural value={count} one="# waits for approval" other="# wait for approval" />
      </span>
    </Badge>
  );
}
