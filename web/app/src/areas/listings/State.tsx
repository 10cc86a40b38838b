import { Trans } from '@lingui/react/macro';
import { useWord } from '../../hub/words';
import { Badge } from '../../ui/Badge';
import type { ListingRowFragment } from './listings.generated';
import { LISTING_STATUS, LISTING_TONE } from './words';

/** Where a product stands, and whether somebody has yet to look at a change. */
export function State({ of: { status, changedSinceReview } }: { of: ListingRowFragment }) {
  const word = useWord();
  return (
    <>
      <Badge tone={LISTING_TONE[status]}>{word(LISTING_STATUS, status)}</Badge>{' '}
      {changedSinceReview && (
        <Badge tone="attention">
          <Trans>Changed since</Trans>
        </Badge>
      )}
    </>
  );
}
