import type { ProductPictureFragment } from './catalogue.generated';
import styles from './Picture.module.css';

interface PictureProps {
  media: readonly ProductPictureFragment[];
  /** How wide it is shown, in CSS, for browsers to choose the size to fetch. */
  sizes: string;
}

/** A product's first picture, as a card shows it; a quiet field where there is none. */
export function Picture({ media, sizes }: PictureProps) {
  const image = media.find(({ kind }) => kind === 'IMAGE');
  return (
    <figure className={styles.picture}>
      {image && (
        <img
          src={image.medium}
          srcSet={`${image.small} 320w, ${image.medium} 800w`}
          sizes={sizes}
          width={image.width ?? undefined}
          height={image.height ?? undefined}
          alt={image.alt ?? ''}
          loading="lazy"
          decoding="async"
        />
      )}
    </figure>
  );
}
