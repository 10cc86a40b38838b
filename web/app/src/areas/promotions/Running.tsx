import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAnswer } from '../../hub/queries';
import { Badge } from '../../ui/Badge';
import { useWhatIsGiven } from './given';
import { PromotionsOfDocument } from './promotions.generated';

/** What is given with a product now, one badge each; nothing where nothing is. */
export function Running({ productId }: { productId: string }) {
  const { t } = useLingui();
  const given = useWhatIsGiven();
  const [at] = useState(() => new Date().toISOString());
  const { data } = useAnswer(PromotionsOfDocument, { productId, at });
  const running = data?.product?.promotions.nodes ?? [];
  if (running.length === 0) return null;
  return (
    <p aria-label={t`Promotions`}>
      {running.map((one) => (
        <Badge key={one.id} tone="accent">
          {given(one)}
        </Badge>
      ))}
    </p>
  );
}
