import { useWord } from '../../hub/words';
import { Badge } from '../../ui/Badge';
import type { RequisitionRowFragment } from './requisitions.generated';
import { REQUISITION_STATUS } from './words';

const TONES = { WAITING: 'attention', APPROVED: 'good', DECLINED: 'plain', WITHDRAWN: 'plain' } as const;

/** Whether a requisition waits, or what came of it. */
export function State({ of: { status } }: { of: RequisitionRowFragment }) {
  const word = useWord();
  return <Badge tone={TONES[status]}>{word(REQUISITION_STATUS, status)}</Badge>;
}
