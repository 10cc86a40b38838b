import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState, type DragEvent } from 'react';
import { Problems } from '../../hub/problems';
import type { FileKind } from '../../hub/graph.generated';
import { useUpload, type SentFile } from './useUpload';
import styles from './FileField.module.css';

interface FileFieldProps {
  label: string;
  hint?: string;
  /** Under which the form has the ids of what was sent. */
  name: string;
  kinds: readonly FileKind[];
  /** Whether further ones may be picked after the first. */
  many?: boolean;
  required?: boolean;
}

const ENDINGS: Readonly<Record<FileKind, string>> = {
  IMAGE: 'image/jpeg,image/png,image/webp,image/avif',
  SPIN_360: 'image/jpeg,image/png,image/webp,image/avif',
  VIDEO: 'video/mp4,.mp4',
  MODEL_3D: '.glb,model/gltf-binary',
  DOCUMENT: 'application/pdf,.pdf,image/jpeg,image/png',
};

/** From how many pictures on, picked at once, they are all around one thing. */
const SPIN_PICTURES_MIN = 8;

/** Takes files by picking or dropping them, sends them at once, and shows what came of it. */
export function FileField({ label, hint, name, kinds, many = false, required = false }: FileFieldProps) {
  const { t } = useLingui();
  const id = useId();
  const { send, share, problems } = useUpload();
  const [sent, setSent] = useState<readonly SentFile[]>([]);
  const [isOver, setOver] = useState(false);

  async function take(files: readonly File[]): Promise<void> {
    if (share !== null) return;
    for (const [kind, parts] of sorted(files, kinds)) {
      const file = await send(kind, parts);
      if (!file) return;
      setSent((before) => (many ? [...before, file] : [file]));
    }
  }

  function drop(event: DragEvent<HTMLDivElement>): void {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  }

  const percent = share === null ? null : Math.round(share * 100);
  return (
    <div
      className={styles.field}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={kinds.map((kind) => ENDINGS[kind]).join(',')}
        multiple={many || kinds.includes('SPIN_360')}
        // A form waits for what is being sent.
        required={share !== null || (required && sent.length === 0)}
        aria-describedby={`${id}-says`}
        onChange={({ currentTarget }) => {
          void take([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <input type="hidden" name={name} value={sent.map((file) => file.id).join(' ')} />
      <p id={`${id}-says`} className={styles.says} role="status">
        {percent === null ? (
          (hint ?? <Trans>Pick a file, or drop it here.</Trans>)
        ) : percent < 100 ? (
          <Trans>{percent}% sent</Trans>
        ) : (
          <Trans>Sent; it is made ready.</Trans>
        )}
      </p>
      {percent !== null && <progress max={100} value={percent} aria-label={t`Sent so far`} />}
      {sent.length > 0 && (
        <ul className={styles.sent}>
          {sent.map((file) => (
            <li key={file.id}>
              {file.url && (file.kind === 'IMAGE' || file.kind === 'SPIN_360') ? (
                <img src={file.url} alt={file.name} />
              ) : (
                file.name
              )}
            </li>
          ))}
        </ul>
      )}
      <Problems of={problems} />
    </div>
  );
}

/** What files are, by their types, as far as such are wanted: each file with its kind, a spin's pictures together. */
function sorted(files: readonly File[], kinds: readonly FileKind[]): [FileKind, File[]][] {
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  if (kinds.includes('SPIN_360') && pictures.length >= SPIN_PICTURES_MIN) {
    const inOrder = pictures.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    return [['SPIN_360', inOrder]];
  }
  return files.map((file) => [kindOf(file, kinds), [file]]);
}

function kindOf({ name, type }: File, kinds: readonly FileKind[]): FileKind {
  const said: FileKind = type.startsWith('image/')
    ? 'IMAGE'
    : type === 'video/mp4'
      ? 'VIDEO'
      : name.toLowerCase().endsWith('.glb')
        ? 'MODEL_3D'
        : 'DOCUMENT';
  // What is not wanted is told by the hub, in its words.
  return kinds.includes(said) ? said : kinds[0]!;
}
