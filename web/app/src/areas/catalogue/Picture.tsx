import type { MediaKind, Trade } from '../../hub/graph.generated';
import styles from './Picture.module.css';
import { Drawing } from './Drawing';

interface Medium {
  id: string;
  kind: MediaKind;
  url: string;
  alt: string | null;
}

interface PictureProps {
  product: { id: string; englishName: string; trade: Trade; media: readonly Medium[] };
  large?: boolean;
}

/** A product's picture; the drawing of a piece of its kind where there is none. */
export function Picture({ product, large }: PictureProps) {
  const image = product.media.find(({ kind, url }) => kind === 'IMAGE' && isReachable(url));
  return (
    <figure className={styles.picture} data-large={large || undefined}>
      {image ? (
        <img src={image.url} alt={image.alt ?? ''} loading={large ? 'eager' : 'lazy'} />
      ) : (
        <Drawing of={product} />
      )}
    </figure>
  );
}

/** Names under `example` lead nowhere; the demo world's files are there. */
function isReachable(url: string): boolean {
  return !new URL(url, location.href).hostname.endsWith('.example');
}
