import { useLingui } from '@lingui/react/macro';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { NEGOTIATION_STATUS } from './words';
import { Badge } from '../../ui/Badge';
import type { NegotiationRowFragment } from './negotiations.generated';

/** Whether it is the viewer's party that a negotiation waits for. */
export function waitsForUs({ status, buyer, seller }: NegotiationRowFragment, partyId: string): boolean {
  const turn = { WAITING_FOR_BUYER: buyer.id, WAITING_FOR_SELLER: seller.id, AGREED: '', DECLINED: '', WITHDRAWN: '' };
  return turn[status] === partyId;
}

/** Whose word a negotiation waits for, or what came of it. */
export function State({ of }: { of: NegotiationRowFragment }) {
  const { t } = useLingui();
  const word = useWord();
  const { party } = useViewer();
  if (waitsForUs(of, party.id)) return <Badge tone="attention">{t`Waits for us`}</Badge>;
  return <Badge tone={of.status === 'AGREED' ? 'good' : 'plain'}>{word(NEGOTIATION_STATUS, of.status)}</Badge>;
}
