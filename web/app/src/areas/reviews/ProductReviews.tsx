import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useAnswer, useChange } from '../../hub/queries';
import { useViewerIfAny } from '../../hub/viewer';
import { SelectField, TextArea, TextField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Section } from '../../ui/page';
import { Notice } from '../../ui/states';
import { ProductReviewsDocument, WriteReviewDocument, type ProductReviewsQuery } from './reviews.generated';
import { FileField } from '../files/FileField';
import styles from './reviews.module.css';
import { ReviewText } from './ReviewText';
import { Stars } from './Stars';

const SHOWN_REVIEWS = 20;
const STARS = [5, 4, 3, 2, 1] as const;

type Rating = NonNullable<NonNullable<ProductReviewsQuery['product']>['rating']>;

/** What those say of a product who have bought it. */
export function ProductReviews({ productId }: { productId: string }) {
  const { t } = useLingui();
  const viewer = useViewerIfAny();
  const { data, reload } = useAnswer(ProductReviewsDocument, { id: productId, first: SHOWN_REVIEWS });
  if (!data?.product) return null;
  const { rating, reviews } = data.product;
  return (
    <Section title={t`Reviews`} aside={viewer && <WriteReview productId={productId} written={reload} />}>
      {rating?.average && <Summary rating={rating} average={Number(rating.average)} />}
      {reviews.nodes.length === 0 && (
        <p>
          <Trans>Nobody has reviewed it yet. Whoever has received it can be the first.</Trans>
        </p>
      )}
      <ul className={styles.reviews}>
        {reviews.nodes.map((review) => (
          <li key={review.id}>
            {review.status === 'WAITING' && <Notice>{t`Yours. Others read it once it has been looked at.`}</Notice>}
            {review.status === 'DECLINED' && (
              <Notice tone="attention">
                <Trans>Yours. It is not shown: {review.reason}</Trans>
              </Notice>
            )}
            <ReviewText review={review} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Summary({ rating, average }: { rating: Rating; average: number }) {
  const { number } = useFormat();
  return (
    <div className={styles.summary}>
      <p>
        <span className={styles.average}>{number(average)}</span> <Stars given={average} />
        <br />
        <Plural value={rating.count} one="# review" other="# reviews" />
      </p>
      <div className={styles.bars} aria-hidden="true">
        {STARS.map((stars) => {
          const given = rating.stars[stars - 1] ?? 0;
          return [
            <span key={`${stars} stars`}>{stars} ★</span>,
            <meter key={`${stars} bar`} min={0} max={rating.count} value={given} />,
            <span key={`${stars} count`}>{given}</span>,
          ];
        })}
      </div>
    </div>
  );
}

function WriteReview({ productId, written }: { productId: string; written: () => void }) {
  const { t } = useLingui();
  const { run } = useChange(WriteReviewDocument, written);
  return (
    <ChangeDialog
      name={t`Write a review`}
      told={t`Thank you. Others read it once it has been looked at.`}
      change={(said) =>
        run({
          productId,
          stars: Number(said('stars')),
          title: said('title') || null,
          text: said('text') || null,
          pictureIds: said('pictures').split(' ').filter(Boolean),
          ...(said('signedAs') ? { signedAs: said('signedAs') } : {}),
        })
      }
    >
      <SelectField
        label={t`Stars`}
        name="stars"
        defaultValue="5"
        options={STARS.map((stars) => [String(stars), '★'.repeat(stars)])}
      />
      <TextField label={t`In short`} name="title" maxLength={500} />
      <TextArea label={t`What you think of it`} name="text" maxLength={20000} />
      <FileField label={t`Pictures`} hint={t`Up to nine.`} name="pictures" kinds={['IMAGE']} many />
      <TextField
        label={t`Signed`}
        name="signedAs"
        maxLength={200}
        hint={t`As you like; left empty, the first letter of your name.`}
      />
    </ChangeDialog>
  );
}
