import { Trans } from '@lingui/react/macro';
import styles from './Gallery.module.css';

/** A model in three dimensions, to be opened in what shows such. */
export function Model({ url, alt }: { url: string; alt: string }) {
  return (
    <div className={styles.model}>
      <p>{alt}</p>
      <a href={url} download>
        <Trans>Get the 3D model</Trans>
      </a>
    </div>
  );
}
