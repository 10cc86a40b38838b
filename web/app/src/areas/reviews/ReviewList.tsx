import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { ReviewStatus } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { REVIEW_STATUS } from './words';
import { Count } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Buttons, TextArea } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import { Tabs } from '../../ui/Tabs';
import {
  AnswerReviewDocument,
  DeclineReviewDocument,
  PublishReviewDocument,
  ReviewsDocument,
  type ReviewRowFragment,
} from './reviews.generated';
import styles from './reviews.module.css';
import { ReviewText } from './ReviewText';

const PAGE_REVIEWS = 30;
const MODERATED = ['WAITING', 'PUBLISHED', 'DECLINED'] as const;

/** What buyers say: the operator decides what is shown, a maker answers below it. */
export function ReviewList() {
  const { t } = useLingui();
  const word = useWord();
  const { number } = useFormat();
  const viewer = useViewer();
  const moderates = viewer.party.kind === 'OPERATOR';
  const [status, setStatus] = useState<ReviewStatus>(moderates ? 'WAITING' : 'PUBLISHED');
  const [pages, setPages] = useState(1);
  const { data, error, reload, fetching } = useAnswer(ReviewsDocument, {
    first: PAGE_REVIEWS * pages,
    filter: { status: [status], ...(moderates ? {} : { ownerId: viewer.party.id }) },
  });
  const found = data?.reviews;
  return (
    <Page
      title={t`Reviews`}
      aside={found && <Count>{number(found.totalCount)}</Count>}
      help={
        <p>
          {moderates ? (
            <Trans>
              Buyers review what they have received. Publish what is about the product; decline what names persons,
              advertises or insults, and say why: its author reads that and may change it.
            </Trans>
          ) : (
            <Trans>
              What buyers say of your products. An answer stands below the review for everybody; a good one helps the
              next buyer more than a perfect rating.
            </Trans>
          )}
        </p>
      }
    >
      {moderates && (
        <Tabs
          label={t`Which reviews`}
          tabs={MODERATED.map((one) => [one, word(REVIEW_STATUS, one)])}
          current={status}
          choose={setStatus}
        />
      )}
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={6} />}
      {found?.nodes.length === 0 && (
        <Empty>
          <Trans>No review here.</Trans>
        </Empty>
      )}
      <ul className={styles.reviews}>
        {found?.nodes.map((review) => (
          <li key={review.id}>
            <strong>{review.product.name}</strong>
            <ReviewText review={review} />
            {review.reason && (
              <p>
                <Trans>Declined: {review.reason}</Trans>
              </p>
            )}
            <Buttons>
              {moderates ? <Moderate review={review} reload={reload} /> : <Answer review={review} reload={reload} />}
            </Buttons>
          </li>
        ))}
      </ul>
      {found?.pageInfo.hasNextPage && (
        <Button disabled={fetching} onClick={() => setPages(pages + 1)}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Page>
  );
}

interface StepProps {
  review: ReviewRowFragment;
  reload: () => void;
}

function Moderate({ review, reload }: StepProps) {
  const { t } = useLingui();
  const publish = useAct(PublishReviewDocument);
  const decline = useChange(DeclineReviewDocument, reload);
  const input = { reviewId: review.id };
  return (
    <>
      {review.status !== 'PUBLISHED' && (
        <Button
          look="primary"
          disabled={publish.running}
          onClick={() => void publish.act(input, t`The review is shown.`).then(reload)}
        >
          <Trans>Publish</Trans>
        </Button>
      )}
      {review.status !== 'DECLINED' && (
        <ChangeDialog
          name={t`Decline`}
          look="danger"
          told={t`The review is not shown.`}
          change={(said) => decline.run({ ...input, reason: said('reason') })}
        >
          <TextArea label={t`Why`} name="reason" maxLength={2000} required hint={t`Its author reads it.`} />
        </ChangeDialog>
      )}
    </>
  );
}

function Answer({ review, reload }: StepProps) {
  const { t } = useLingui();
  const { run } = useChange(AnswerReviewDocument, reload);
  return (
    <ChangeDialog
      name={review.answer ? t`Change the answer` : t`Answer`}
      told={t`Your answer stands below the review.`}
      change={(said) => run({ reviewId: review.id, answer: said('answer') })}
    >
      <TextArea
        label={t`Your answer`}
        name="answer"
        maxLength={20000}
        defaultValue={review.answer ?? ''}
        required
        hint={t`Everybody reads it.`}
      />
    </ChangeDialog>
  );
}
