import { Trans } from '@lingui/react/macro';
import { Time } from '../../ui/format';
import type { ReviewRowFragment } from './reviews.generated';
import styles from './reviews.module.css';
import { Stars } from './Stars';

/** What a review says, by whom it is signed, and what the maker says to it. */
export function ReviewText({ review }: { review: ReviewRowFragment }) {
  const { stars, title, text, pictures, signedAs, answer, writtenAt } = review;
  return (
    <>
      <p className={styles.by}>
        <Stars given={stars} /> <span>{signedAs}</span> <Time at={writtenAt} />
      </p>
      {title && <strong>{title}</strong>}
      {text && <p className={styles.text}>{text}</p>}
      {pictures.length > 0 && (
        <p className={styles.pictures}>
          {pictures.map((address) => (
            <a key={address} href={address} target="_blank" rel="noreferrer nofollow">
              <img src={address} alt="" loading="lazy" />
            </a>
          ))}
        </p>
      )}
      {answer && (
        <p className={styles.answer}>
          <Trans>The maker: {answer}</Trans>
        </p>
      )}
    </>
  );
}
